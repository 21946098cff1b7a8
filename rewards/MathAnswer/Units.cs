using System.Collections.Frozen;

namespace Align.Rewards.MathAnswer;

/// <summary>The units that may stand behind a number, and their one name each.</summary>
internal sealed class Units
{
    /// <summary>The name of a percent sign.</summary>
    public const string Percent = "percent";

    private const int MostWords = 5;

    private static readonly FrozenDictionary<string, string> s_known = Known();
    private readonly FrozenDictionary<string, string> _names;

    /// <summary>The known units and more words.</summary>
    public Units(IEnumerable<string> extra) => _names = s_known.Concat(extra.Select(word => word.Trim().ToLowerInvariant()).Where(word => !s_known.ContainsKey(word)).Select(word => KeyValuePair.Create(word, word)))
        .DistinctBy(pair => pair.Key).ToFrozenDictionary();

    /// <summary>One name of a unit in words or symbols, such as <c>meter/second^2</c> for "m/s^2"; <see langword="null"/> where it is no unit.</summary>
    public string? NameOf(string text)
    {
        var words = text.ToLowerInvariant().Replace("/", " / ", StringComparison.Ordinal).Replace("²", "^2", StringComparison.Ordinal).Replace("³", "^3", StringComparison.Ordinal)
            .Split([' ', '-', '.', '~', '\\'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > MostWords)
        {
            return null;
        }
        var name = new List<string>();
        var power = "";
        foreach (var word in words)
        {
            if (word is "square" or "sq" or "cubic")
            {
                power = word == "cubic" ? "^3" : "^2";
            }
            else if (word is "per" or "/")
            {
                name.Add("/");
            }
            else if (One(word) is { } unit)
            {
                name.Add(unit + power);
                power = "";
            }
            else
            {
                return null;
            }
        }
        return power.Length == 0 && name.Count > 0 && name[^1] != "/" && name[0] != "/" ? string.Join(' ', name) : null;
    }

    private string? One(string word)
    {
        var caret = word.IndexOf('^', StringComparison.Ordinal);
        var (stem, power) = caret > 0 ? (word[..caret], word[caret..].Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)) : (word, "");
        return power is "" or "^2" or "^3" && _names.TryGetValue(stem, out var name) ? name + power : null;
    }

    private static FrozenDictionary<string, string> Known()
    {
        var names = new Dictionary<string, string>();
        foreach (var group in new[]
        {
            "meter m meters metre metres", "centimeter cm centimeters centimetre centimetres", "millimeter mm millimeters millimetres", "kilometer km kilometers kilometre kilometres",
            "inch in inches", "foot ft feet", "yard yd yards", "mile mi miles", "gram g grams", "kilogram kg kilograms", "milligram mg milligrams", "pound lb lbs pounds", "ounce oz ounces", "ton tons",
            "second s sec secs seconds", "minute min mins minutes", "hour h hr hrs hours", "day days", "week weeks", "month months", "year yr yrs years",
            "liter l liters litre litres", "milliliter ml milliliters", "gallon gal gallons", "dollar dollars usd $", "cent cents", "euro euros eur €", "unit units", "degree degrees deg",
            "mph", "kelvin k", "newton n newtons", "joule j joules", "watt w watts", "volt v volts", "hertz hz", "percent % percents", "point points",
        })
        {
            var words = group.Split(' ');
            foreach (var word in words)
            {
                names[word] = words[0];
            }
        }
        return names.ToFrozenDictionary();
    }
}
