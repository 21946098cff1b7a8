using System.Globalization;

namespace Align.Torch.Modules;

/// <summary>Refuses an option outside its range.</summary>
internal static class OptionRange
{
    internal static void Require(bool holds, string name, double? value, string range)
    {
        if (!holds)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} is {value} but must be {range}."));
    }
}
