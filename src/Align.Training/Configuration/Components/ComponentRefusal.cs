namespace Align.Training.Configuration.Components;

/// <summary>Why a component's constructor refuses its options: it says so in an <see cref="ArgumentException"/>; anything else is a bug and passes.</summary>
internal static class ComponentRefusal
{
    /// <summary>The first line of the reason; <see langword="null"/> where there is none.</summary>
    /// <param name="create">Makes the component.</param>
    public static string? Of(Action create)
    {
        try
        {
            create();
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message.Split('\n')[0];
        }
    }
}
