using System.Globalization;

namespace Align.Envs.Countdown;

/// <summary>A part of a solution that is being built: its text, its value and how tightly it binds.</summary>
/// <param name="Text">As in the answer, without spaces.</param>
/// <param name="Value">A whole number above 0.</param>
/// <param name="Binding">0 for a sum or difference, 1 for a product or quotient, 2 for a number.</param>
internal readonly record struct CountdownTerm(string Text, long Value, int Binding)
{
    public static CountdownTerm Of(long number) => new(number.ToString(CultureInfo.InvariantCulture), number, 2);

    /// <summary>The two terms combined; <see langword="null"/> where the value is no whole number above 0.</summary>
    public static CountdownTerm? Combine(CountdownTerm left, CountdownOperation operation, CountdownTerm right)
    {
        var value = operation switch
        {
            CountdownOperation.Add => left.Value + right.Value,
            CountdownOperation.Sub => left.Value - right.Value,
            CountdownOperation.Mul => left.Value * right.Value,
            _ => left.Value % right.Value == 0 ? left.Value / right.Value : 0,
        };
        if (value <= 0)
        {
            return null;
        }
        var binding = operation is CountdownOperation.Add or CountdownOperation.Sub ? 0 : 1;
        // a-(b-c) and a/(b*c) need their parentheses; a+(b-c) and a*(b/c) do not.
        var tightRight = operation is CountdownOperation.Sub or CountdownOperation.Div ? binding + 1 : binding;
        return new CountdownTerm($"{left.Inside(binding)}{SymbolOf(operation)}{right.Inside(tightRight)}", value, binding);
    }

    public static char SymbolOf(CountdownOperation operation) => operation switch
    {
        CountdownOperation.Add => '+',
        CountdownOperation.Sub => '-',
        CountdownOperation.Mul => '*',
        _ => '/',
    };

    private string Inside(int binding) => Binding < binding ? $"({Text})" : Text;
}
