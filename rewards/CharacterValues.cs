using System.Globalization;

namespace Align.Rewards;

/// <summary>What characters are worth, as a prompt's metadata say it: <c>a=0.31 b=-0.27</c>; all others are worth 0.</summary>
internal sealed class CharacterValues
{
    private readonly Dictionary<char, double> _values = [];

    private CharacterValues()
    {
    }

    /// <summary>What a character is worth.</summary>
    public double Of(char character) => _values.GetValueOrDefault(character);

    /// <summary>Reads a table.</summary>
    /// <param name="key">The metadata's key, for the message.</param>
    /// <param name="text">The table.</param>
    /// <exception cref="FormatException">An entry is no character with a finite number, or a character comes twice.</exception>
    public static CharacterValues Read(string key, string text)
    {
        var table = new CharacterValues();
        foreach (var entry in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry is not [var character, '=', .. var number]
                || !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                || !double.IsFinite(value)
                || !table._values.TryAdd(character, value))
            {
                throw new FormatException($"The prompt's {key} has the entry '{entry}', which is not a character, an equals sign and a finite number, or whose character comes twice; write a=0.31 b=-0.27.");
            }
        }
        return table;
    }
}
