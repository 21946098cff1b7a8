using System.Globalization;

namespace Align.Cli.Plots;

/// <summary>A linear axis with round ticks (steps of 1, 2 or 5 times a power of ten).</summary>
internal sealed class AxisScale
{
    private readonly double _from;
    private readonly double _length;
    private readonly double _step;

    /// <param name="values">What must be on the axis; at least one finite value.</param>
    /// <param name="from">Where its lower end is drawn.</param>
    /// <param name="to">Where its upper end is drawn.</param>
    /// <param name="ticks">About how many ticks it may have.</param>
    public AxisScale(IReadOnlyCollection<double> values, double from, double to, int ticks)
    {
        var (low, high) = (values.Min(), values.Max());
        if (high - low <= 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)))
        {
            var pad = low == 0 ? 1 : 0.1 * Math.Abs(low);
            (low, high) = (low - pad, high + pad);
        }
        _step = RoundStep((high - low) / ticks);
        Low = Math.Floor((low / _step) + 1e-9) * _step;
        High = Math.Ceiling((high / _step) - 1e-9) * _step;
        (_from, _length) = (from, to - from);
    }

    /// <summary>The value at the lower end.</summary>
    public double Low { get; }

    /// <summary>The value at the upper end.</summary>
    public double High { get; }

    /// <summary>Where a value is drawn.</summary>
    public double At(double value) => _from + (_length * (value - Low) / (High - Low));

    /// <summary>The ticks: value and text.</summary>
    public IEnumerable<(double Value, string Text)> Ticks()
    {
        var count = (int)Math.Round((High - Low) / _step);
        var first = (long)Math.Round(Low / _step);
        return Enumerable.Range(0, count + 1).Select(index => (first + index) * _step).Select(value => (value, TextOf(value)));
    }

    private static double RoundStep(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var lead = rough / power;
        return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }

    private string TextOf(double value)
    {
        var largest = Math.Max(Math.Abs(Low), Math.Abs(High));
        if (largest is >= 1e6 or < 1e-3)
        {
            return value == 0 ? "0" : value.ToString("0.###e+0", CultureInfo.InvariantCulture);
        }
        var decimals = Math.Clamp(-(int)Math.Floor(Math.Log10(_step) + 1e-9), 0, 12);
        var text = value.ToString($"F{decimals.ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }
}
