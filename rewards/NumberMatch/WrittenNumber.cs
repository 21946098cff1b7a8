using System.Collections.Immutable;

namespace Align.Rewards.NumberMatch;

/// <summary>A number as it is written: its parts of digits, in one of the forms <c>12</c>, <c>1.2</c>, <c>1/2</c>, <c>1.2e3</c>.</summary>
/// <param name="Form">The signs between the parts: "", ".", "/" or ".e".</param>
/// <param name="Parts">The digits between them, none empty.</param>
internal sealed record WrittenNumber(string Form, ImmutableArray<string> Parts)
{
    private const int MostCharacters = 1000;

    public int Digits => Parts.Sum(part => part.Length);

    /// <summary>The number; <see langword="null"/> where the text is none.</summary>
    public static WrittenNumber? Read(string text)
    {
        if (text.Length is 0 or > MostCharacters)
        {
            return null;
        }
        var form = string.Concat(text.Where(sign => !char.IsAsciiDigit(sign)));
        var parts = text.Split('.', '/', 'e').ToImmutableArray();
        return form is "" or "." or "/" or ".e" && parts.All(part => part.Length > 0) ? new(form, parts) : null;
    }

    /// <summary>How many digits of the gold number stand in their place: whole parts, fractions and exponents flush right, decimals flush left.</summary>
    public int RightDigits(WrittenNumber gold) => Form != gold.Form ? 0 : Parts.Zip(gold.Parts, (ours, theirs) => (ours, theirs)).Select((pair, at) =>
        IsDecimals(at)
            ? pair.ours.Zip(pair.theirs).Count(digits => digits.First == digits.Second)
            : pair.ours.Reverse().Zip(pair.theirs.Reverse()).Count(digits => digits.First == digits.Second)).Sum();

    /// <summary>Digits too many or too few, part by part.</summary>
    public int LengthDifference(WrittenNumber gold) => Form != gold.Form
        ? gold.Digits
        : Parts.Zip(gold.Parts, (ours, theirs) => Math.Abs(ours.Length - theirs.Length)).Sum();

    private bool IsDecimals(int part) => part == 1 && Form.StartsWith('.');
}
