using System.Collections.Immutable;

namespace Align.Models.Adapters;

/// <summary>The shape of a low-rank adapter (Hu et al. 2021, arXiv:2106.09685); names and defaults follow PEFT.</summary>
public sealed record LoraOptions
{
    /// <summary>The names of the projections that can be adapted, in the order of a block.</summary>
    public static ImmutableArray<string> AllModules { get; } = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"];

    /// <summary>r, the rank of every update. At least 1.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>α; the update is scaled by α / r. Above 0.</summary>
    public double Alpha { get; init; } = 16;

    /// <summary>Probability that an element of the adapter's input is zeroed in training. 0 up to, but below, 1.</summary>
    public double Dropout { get; init; }

    /// <summary>Which projections of every block have an update.</summary>
    public ImmutableArray<string> TargetModules { get; init; } = AllModules;

    /// <summary>α / r.</summary>
    public double Scale => Alpha / Rank;

    /// <summary>What is wrong with the options; empty where nothing is.</summary>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        if (Rank < 1) problems.Add($"rank is {Rank}; at least 1");
        if (!double.IsFinite(Alpha) || Alpha <= 0) problems.Add($"alpha is {Alpha}; above 0");
        if (!(Dropout >= 0 && Dropout < 1)) problems.Add($"dropout is {Dropout}; 0 up to, but below, 1");
        if (TargetModules.IsDefaultOrEmpty) problems.Add($"no target modules; choose among {string.Join(", ", AllModules)}");
        else if (TargetModules.Except(AllModules).ToArray() is { Length: > 0 } unknown) problems.Add($"no module is called {string.Join(", ", unknown)}; choose among {string.Join(", ", AllModules)}");
        return problems;
    }
}
