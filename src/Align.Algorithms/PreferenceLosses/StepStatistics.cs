using System.Collections.Immutable;

namespace Align.Algorithms.PreferenceLosses;

/// <summary>What a loss that couples the batch knows of the whole optimizer step: constants, without gradients.</summary>
public sealed record StepStatistics
{
    /// <summary>Nothing is known, and nothing need be.</summary>
    public static StepStatistics None { get; } = new();

    /// <summary>Numbers that hold for every row (KTO's reference point, beta-DPO's β).</summary>
    public ImmutableDictionary<string, double> Numbers { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>A number for each row of the chosen side, [N] each (AOT's partners, beta-DPO's selection).</summary>
    public ImmutableDictionary<string, Tensor> ChosenRows { get; init; } = ImmutableDictionary<string, Tensor>.Empty;

    /// <summary>A number for each row of the rejected side.</summary>
    public ImmutableDictionary<string, Tensor> RejectedRows { get; init; } = ImmutableDictionary<string, Tensor>.Empty;

    /// <summary>What the next step's measurement is given.</summary>
    public ImmutableDictionary<string, double> Memory { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>A number by its name.</summary>
    /// <exception cref="ArgumentException">It was not measured.</exception>
    public double Number(string name) => Numbers.TryGetValue(name, out var value) ? value : throw Missing(name);

    /// <summary>The numbers of the chosen side's rows by their name.</summary>
    /// <exception cref="ArgumentException">They were not measured.</exception>
    public Tensor ChosenRow(string name) => ChosenRows.TryGetValue(name, out var rows) ? rows : throw Missing(name);

    /// <summary>The numbers of the rejected side's rows by their name.</summary>
    /// <exception cref="ArgumentException">They were not measured.</exception>
    public Tensor RejectedRow(string name) => RejectedRows.TryGetValue(name, out var rows) ? rows : throw Missing(name);

    /// <summary>The statistics of the rows from <c>start</c>, <c>count</c> of them, of each side. The caller disposes the new tensors, by a scope.</summary>
    public StepStatistics Rows((long Start, long Count) chosen, (long Start, long Count) rejected) => this with
    {
        ChosenRows = ChosenRows.ToImmutableDictionary(row => row.Key, row => row.Value.narrow(0, chosen.Start, chosen.Count)),
        RejectedRows = RejectedRows.ToImmutableDictionary(row => row.Key, row => row.Value.narrow(0, rejected.Start, rejected.Count)),
    };

    private static ArgumentException Missing(string name) =>
        new($"The loss couples the batch and needs \"{name}\" of the whole step; call Measure first.", nameof(name));
}
