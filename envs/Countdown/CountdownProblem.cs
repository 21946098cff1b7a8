using System.Collections.Immutable;
using System.Globalization;

namespace Align.Envs.Countdown;

/// <summary>Numbers, a target, and one expression that reaches it with each number once.</summary>
internal sealed record CountdownProblem(ImmutableArray<long> Numbers, CountdownTerm Witness)
{
    public long Target => Witness.Value;

    public ImmutableArray<string> Words => [.. Numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The same for every order of the numbers.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', Numbers.Order())}={Target}");
}
