using System.ComponentModel.DataAnnotations;

namespace Align.Envs;

/// <summary>Options whose attributes and rules hold.</summary>
internal static class ValidOptions
{
    /// <summary>The options themselves.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message has every problem.</exception>
    public static TOptions Require<TOptions>(TOptions options)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true)
            ? options
            : throw new ArgumentException(string.Join(" ", problems.Select(problem => problem.ErrorMessage)), nameof(options));
    }

    /// <summary>The problem of a lower bound above its upper bound; nothing where they are in order.</summary>
    public static IEnumerable<ValidationResult> InOrder(string lowKey, long low, string highKey, long high, string member)
    {
        if (low > high)
        {
            yield return new ValidationResult($"{lowKey} is {low} and {highKey} is {high}; {lowKey} must not exceed {highKey}.", [member]);
        }
    }
}
