using Align.Algorithms.Statistics;
using Align.Core;
using Align.Models.Transformers;
using Align.Training.Configuration;
using Align.Training.Learning;

namespace Align.Training.Evaluation;

/// <summary>Which share of the weights a run has left as they were at its start (arXiv:2505.11711); a row of the report.</summary>
/// <param name="Weights">Which weights: a kind of layer such as <c>q_proj</c> or <c>input_layernorm</c>, <c>all</c>, or <c>all but embeddings</c>.</param>
/// <param name="Count">How many numbers they are; tied weights count once.</param>
/// <param name="Unchanged">Share that differs by at most 1e-5, in the run's own precision.</param>
/// <param name="Identical">Share without any difference, in the run's own precision.</param>
/// <param name="UnchangedBfloat16">Share that differs by at most 1e-5 once start and end are rounded to bfloat16, the precision of published figures.</param>
public sealed record UpdateSparsity(string Weights, long Count, double Unchanged, double Identical, double UnchangedBfloat16)
{
    private const string Embedding = "embed_tokens";
    private const string Head = "lm_head";

    /// <summary>The rows of a run as far as it has come. The weights at its start are not kept: the configuration makes them once more.</summary>
    /// <param name="config">The run.</param>
    /// <param name="environment">Its environment, which has a say in the vocabulary.</param>
    /// <param name="state">The run's state now.</param>
    internal static IReadOnlyList<UpdateSparsity> SinceStart(RunConfig config, IEnvironment environment, TrainingState state)
    {
        using var start = TrainingStateFactory.Create(config, environment);
        using var before = start.Weights.Read();
        using var after = state.Weights.Read();
        return Of(before.Policy, after.Policy);
    }

    /// <summary>The metrics of the first two rows, such as <c>update_sparsity/all/unchanged</c>.</summary>
    /// <param name="rows">The rows.</param>
    internal static IEnumerable<KeyValuePair<string, double>> MetricsOf(IReadOnlyList<UpdateSparsity> rows) =>
        from row in rows.Take(2)
        let name = $"update_sparsity/{row.Weights.Replace(' ', '_')}"
        from share in (KeyValuePair<string, double>[])[new("unchanged", row.Unchanged), new("identical", row.Identical), new("unchanged_bfloat16", row.UnchangedBfloat16)]
        select new KeyValuePair<string, double>($"{name}/{share.Key}", share.Value);

    /// <summary>The rows: all weights, all but embeddings (rows of tokens that never occur have no gradient and flatter the share), then each kind of layer by name.</summary>
    /// <param name="start">The weights at the start.</param>
    /// <param name="end">Those at the end.</param>
    internal static IReadOnlyList<UpdateSparsity> Of(DecoderTransformer start, DecoderTransformer end)
    {
        var before = start.named_parameters().ToDictionary(parameter => parameter.name, parameter => parameter.parameter);
        var changes = end.named_parameters().Select(after => (Kind: KindOf(after.name), Change: WeightChange.Of(before[after.name], after.parameter))).ToArray();
        return
        [
            Row("all", changes.Select(change => change.Change)),
            Row("all but embeddings", changes.Where(change => change.Kind is not (Embedding or Head)).Select(change => change.Change)),
            .. changes.GroupBy(change => change.Kind, change => change.Change).OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => Row(kind.Key, kind)),
        ];
    }

    private static UpdateSparsity Row(string name, IEnumerable<WeightChange> changes)
    {
        var sum = changes.Aggregate(default(WeightChange), (whole, part) => whole + part);
        var count = Math.Max(1.0, sum.Count);
        return new(name, sum.Count, sum.Unchanged / count, sum.Identical / count, sum.UnchangedBFloat16 / count);
    }

    // model.layers.3.self_attn.q_proj.weight is one of q_proj.
    private static string KindOf(string parameter) => parameter.Split('.') is [.., var module, _] ? module : parameter;
}
