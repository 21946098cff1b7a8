using Align.Core;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Testing;

/// <summary>The laws of rewards, and the check of a reward against them.</summary>
/// <remarks><c>(await RewardLaws.CheckAsync(new MyReward(), cases)).OrThrow()</c> is a whole test; it needs no test framework of its own.</remarks>
public static class RewardLaws
{
    private const string Always = "always";
    private const int TextSize = 30;

    /// <summary>A finite score, or no score.</summary>
    public static RewardLaw Verdict { get; } = new(
        new Law(nameof(Verdict), "Any text gets a finite score, or is said to be unscorable or not applicable; it never throws.", Always, "a NaN poisons its group's baseline; what throws makes the completion unscorable"), RewardBreaches.Verdict);

    /// <summary>The same answer, the same verdict.</summary>
    public static RewardLaw Deterministic { get; } = new(
        new Law(nameof(Deterministic), "Called twice with the same answer, it gives the same verdict.", Always, "a run repeats bit for bit only where its rewards do"), RewardBreaches.Deterministic);

    /// <summary>Earlier answers do not matter.</summary>
    public static RewardLaw OrderIndependent { get; } = new(
        new Law(nameof(OrderIndependent), "The verdict does not depend on the calls before.", Always, "workers judge in any order"), RewardBreaches.OrderIndependent);

    /// <summary>Other threads do not matter.</summary>
    public static RewardLaw ConcurrencySafe { get; } = new(
        new Law(nameof(ConcurrencySafe), "Calls at the same time give the verdicts of calls one by one.", Always, "IReward: implementations are called concurrently and hold no state"), RewardBreaches.Concurrent);

    /// <summary>A deadline is heard.</summary>
    public static RewardLaw Cancellation { get; } = new(
        new Law(nameof(Cancellation), "A call that is cancelled gives no verdict: it throws OperationCanceledException.", Always, "a reward that ignores its deadline runs on as a lost thread"), RewardBreaches.Cancellation);

    /// <summary>Within what it promises.</summary>
    public static RewardLaw WithinBounds { get; } = new(
        new Law(nameof(WithinBounds), "Every score lies between the declared bounds.", "Minimum or Maximum is given", "a penalty or a shaping term is scaled by the reward's range"), RewardBreaches.Bounded)
    {
        Exempts = static options => options.Minimum is null && options.Maximum is null ? "no bounds are given" : null,
    };

    /// <summary>Every law, in the order of reports.</summary>
    public static IReadOnlyList<RewardLaw> All { get; } = [Verdict, Deterministic, OrderIndependent, ConcurrencySafe, Cancellation, WithinBounds];

    /// <summary>Puts every law to the reward: on the cases given, and for each of their prompts on empty, odd and random texts.</summary>
    /// <param name="reward">The reward.</param>
    /// <param name="cases">Prompts that it applies to, with answers; at least one.</param>
    /// <param name="options">Seed, number of texts and bounds; <see langword="null"/> for the defaults.</param>
    /// <returns>Law by law; where <see cref="Verdict"/> is broken, the others are not tried.</returns>
    /// <exception cref="ArgumentException">There is no case, or an option is out of its range.</exception>
    public static async Task<LawReport> CheckAsync(IReward reward, IReadOnlyList<RewardCase> cases, RewardLawOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reward);
        ArgumentNullException.ThrowIfNull(cases);
        var chosen = options ?? new RewardLawOptions();
        ArgumentOutOfRangeException.ThrowIfZero(cases.Count, nameof(cases));
        ArgumentOutOfRangeException.ThrowIfNegative(chosen.Texts, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(chosen.Concurrency, 2, nameof(options));
        var all = cases.Concat(cases.Select(example => example.Prompt).Distinct().SelectMany(prompt => Texts(chosen).Select(text => new RewardCase(prompt, text)))).ToList();
        var outcomes = new List<LawOutcome>();
        foreach (var law in All)
        {
            var rests = outcomes.FirstOrDefault() is { Verdict: LawVerdict.Broken };
            outcomes.Add(rests ? LawReport.NotTried(law.Law, Verdict.Law) : await law.RunAsync(reward, all, chosen));
        }
        return new LawReport(LiteralCode.New(reward), outcomes);
    }

    private static IEnumerable<string> Texts(RewardLawOptions options)
    {
        var random = ArbMap.Default.GeneratorFor<string>().Sample(options.Texts, new Rnd(unchecked((ulong)options.Seed), 1), TextSize);
        return ["", " ", "\n", "0", "-1", "NaN", "<answer></answer>", "\\boxed{", "{\"", "\uFEFF", new string('a', 5000), .. random.Select(text => text ?? "")];
    }
}
