namespace Align.Cli.Vectors.Groups;

/// <summary>Names of choices in recorded cases.</summary>
internal static class VectorNames
{
    /// <summary>The choice of that name, whatever its case.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static TChoice Of<TChoice>(string name)
        where TChoice : struct, Enum =>
        Enum.TryParse<TChoice>(name, ignoreCase: true, out var choice) && Enum.IsDefined(choice)
            ? choice
            : throw new FormatException($"\"{name}\" is none of {string.Join(", ", Enum.GetNames<TChoice>())}");
}
