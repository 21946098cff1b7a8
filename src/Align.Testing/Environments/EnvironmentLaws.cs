using Align.Core;

namespace Align.Testing;

/// <summary>The laws of environments, and the check of an environment against them.</summary>
/// <remarks><c>(await EnvironmentLaws.CheckAsync(() => new MyEnvironment(), new() { Reward = new MyReward() })).OrThrow()</c> is a whole test.</remarks>
public static class EnvironmentLaws
{
    private const string Always = "always";
    private const string WithReward = "Reward is given, and prompts have a solution or an answer";

    /// <summary>Prompts are prompts.</summary>
    public static EnvironmentLaw Prompts { get; } = new(
        new Law(nameof(Prompts), "Both splits have prompts; each has text, its index as id, and a difficulty in [0, 1] or none; the name is snake_case.", Always, "selectors and random streams are keyed by the id; a curriculum reads the difficulty"), PromptBreaches.Prompts);

    /// <summary>A pure function of split and index.</summary>
    public static EnvironmentLaw Seeded { get; } = new(
        new Law(nameof(Seeded), "A second instance, asked in another order, gives the same prompts in every fact.", Always, "a resumed run must meet the prompts that it would have met"), PromptBreaches.Seeded);

    /// <summary>Nothing is trained on that is tested.</summary>
    public static EnvironmentLaw SplitsDisjoint { get; } = new(
        new Law(nameof(SplitsDisjoint), "No text is a prompt of both splits.", Always, "IEnvironment: the splits share no prompt text; arXiv:2306.01324 on seeds for tuning and for tests"), PromptBreaches.SplitsDisjoint);

    /// <summary>The count is true.</summary>
    public static EnvironmentLaw Bounds { get; } = new(
        new Law(nameof(Bounds), "Indices from 0 to below the count give prompts, and all others are refused with ArgumentOutOfRangeException.", Always, "a wrapped index is a prompt that is trained on twice"), PromptBreaches.Bounds);

    /// <summary>A character tokenizer can read it.</summary>
    public static EnvironmentLaw Alphabet { get; } = new(
        new Law(nameof(Alphabet), "Prompts, answers and solutions consist of the alphabet's characters, each of which stands in it once.", "the alphabet is not empty", "a character without a token ends a run in its middle"), PromptBreaches.Alphabet)
    {
        Exempts = static trial => trial.Environment.Alphabet.Length == 0 ? "the alphabet is open" : null,
    };

    /// <summary>Every problem can be solved, and the reward agrees.</summary>
    public static EnvironmentLaw WitnessScores { get; } = new(
        new Law(nameof(WitnessScores), "The solution of every prompt (its answer, where it has no solution) scores in full.", WithReward, "a gold answer that its own verifier refuses teaches the contrary"), AnswerBreaches.Witness)
    {
        Exempts = WithoutWitness,
    };

    /// <summary>The reward can tell.</summary>
    public static EnvironmentLaw WrongAnswers { get; } = new(
        new Law(nameof(WrongAnswers), "The empty text, noise and the wrong answers given do not score in full, and answers to other prompts hardly ever do.", WithReward, "a verifier that accepts everything is learned at once"), AnswerBreaches.Wrong)
    {
        Exempts = WithoutWitness,
    };

    /// <summary>Harder is harder.</summary>
    public static EnvironmentLaw DifficultyMonotone { get; } = new(
        new Law(nameof(DifficultyMonotone), "Of two prompts, the one that costs the oracle more is not the easier one.", "prompts have a difficulty, and a cost by OracleCost or in their metadata", "tables by difficulty and curricula mean what they say"), AnswerBreaches.Difficulty)
    {
        Exempts = static trial => trial.All().All(item => item.Prompt.Difficulty is null) ? "no prompt has a difficulty"
            : trial.All().Any(item => trial.Cost(item.Prompt) is null) ? "no oracle is given, and not every prompt has a cost in its metadata"
            : null,
    };

    /// <summary>Every law, in the order of reports.</summary>
    public static IReadOnlyList<EnvironmentLaw> All { get; } = [Prompts, Seeded, SplitsDisjoint, Bounds, Alphabet, WitnessScores, WrongAnswers, DifficultyMonotone];

    /// <summary>Puts every law to the environment.</summary>
    /// <param name="create">Makes the environment, with the same options each time.</param>
    /// <param name="options">Number of prompts, the reward, the oracle; <see langword="null"/> for the defaults.</param>
    /// <returns>Law by law; where <see cref="Prompts"/> is broken, the others are not tried.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static async Task<LawReport> CheckAsync(Func<IEnvironment> create, EnvironmentLawOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        var chosen = options ?? new EnvironmentLawOptions();
        chosen.Require();
        var trial = new EnvironmentTrial(create, chosen);
        var outcomes = new List<LawOutcome>();
        foreach (var law in All)
        {
            var rests = outcomes.FirstOrDefault() is { Verdict: LawVerdict.Broken };
            outcomes.Add(rests ? LawReport.NotTried(law.Law, Prompts.Law) : await law.RunAsync(trial));
        }
        return new LawReport(LiteralCode.New(trial.Environment), outcomes);
    }

    private static string? WithoutWitness(EnvironmentTrial trial) =>
        trial.Options.Reward is null ? "no reward is given"
        : trial.All().All(item => EnvironmentTrial.Witness(item.Prompt) is null) ? "no prompt has a solution or an answer"
        : null;
}
