using System.Globalization;
using System.Text;

namespace Align.Models.Tokenization;

/// <summary>Shows text in one line of a message: a line break as <c>\n</c>, other control characters as <c>\uXXXX</c>.</summary>
public static class VisibleText
{
    /// <summary>The text with its control characters spelled out.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shown = new StringBuilder();
        foreach (var letter in text)
        {
            shown.Append(letter switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsControl(letter) || letter is '\u2028' or '\u2029' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => letter.ToString(),
            });
        }
        return shown.ToString();
    }
}
