using System.Globalization;

namespace Align.Cli.Terminal;

/// <summary>The metrics that a person wants to see while a run lasts, under short names.</summary>
internal static class ShownMetrics
{
    private static readonly (string Label, string[] Names, string Format)[] s_all =
    [
        ("reward", ["reward"], "0.000"),
        ("accuracy", ["accuracy", "rewards/exact_match/mean"], "0.000"),
        ("held out", ["eval/pass@1"], "0.000"),
        ("loss", ["loss"], "0.0000"),
        ("kl", ["kl"], "0.00000"),
        ("entropy", ["entropy"], "0.000"),
        ("clip", ["clip_ratio/region_mean", "clip_ratio/high_mean"], "0.0000"),
        ("grad norm", ["grad_norm"], "0.000"),
        ("lr", ["learning_rate"], "0.0e+0"),
        ("tokens/s", ["perf/tokens_per_second", "perf/throughput"], "#,0"),
    ];

    /// <summary>Those of a step, in a fixed order, as text.</summary>
    public static IReadOnlyList<(string Label, string Value)> Of(IReadOnlyDictionary<string, double> metrics) =>
    [
        .. from shown in s_all
           let name = shown.Names.FirstOrDefault(metrics.ContainsKey)
           where name is not null
           select (shown.Label, metrics[name].ToString(shown.Format, CultureInfo.InvariantCulture)),
    ];
}
