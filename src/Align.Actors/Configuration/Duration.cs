using System.Globalization;

namespace Align.Actors.Configuration;

/// <summary>A duration in HOCON's notation.</summary>
internal static class Duration
{
    public static bool TryParse(string text, out TimeSpan value)
    {
        var digits = text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        value = TimeSpan.Zero;
        if (!double.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            return false;
        TimeSpan? unit = text[digits..].Trim() switch
        {
            "" or "ms" or "millis" or "milliseconds" => TimeSpan.FromMilliseconds(1),
            "s" or "second" or "seconds" => TimeSpan.FromSeconds(1),
            "m" or "minute" or "minutes" => TimeSpan.FromMinutes(1),
            "h" or "hour" or "hours" => TimeSpan.FromHours(1),
            "d" or "day" or "days" => TimeSpan.FromDays(1),
            _ => null,
        };
        value = amount * (unit ?? TimeSpan.Zero);
        return unit is not null;
    }
}
