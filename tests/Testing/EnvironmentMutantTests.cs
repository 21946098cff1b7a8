using Align.Core;
using Align.Testing;
using Align.Tests.Testing.EnvironmentMutants;
using Xunit.Abstractions;

namespace Align.Tests.Testing;

/// <summary>The kit can fail: faults of environments, each killed by the law that is about it, and by no other.</summary>
public sealed class EnvironmentMutantTests(ITestOutputHelper output)
{
    private static readonly SquareReward s_reward = new();

    public static TheoryData<string, Func<IEnvironment>, SquareReward> Mutants => new()
    {
        { nameof(EnvironmentLaws.Prompts), () => new SquaresEnvironment { Misnumbers = true }, s_reward },
        { nameof(EnvironmentLaws.Prompts), () => new SquaresEnvironment { Name = "Squares!" }, s_reward },
        { nameof(EnvironmentLaws.Seeded), () => new SquaresEnvironment { Remembers = true }, s_reward },
        { nameof(EnvironmentLaws.SplitsDisjoint), () => new SquaresEnvironment { Shares = true }, s_reward },
        { nameof(EnvironmentLaws.Bounds), () => new SquaresEnvironment { Wraps = true }, s_reward },
        { nameof(EnvironmentLaws.Alphabet), () => new SquaresEnvironment { Alphabet = "0123456789" }, s_reward },
        { nameof(EnvironmentLaws.Alphabet), () => new SquaresEnvironment { Alphabet = "0123456789^:0" }, s_reward },
        { nameof(EnvironmentLaws.WitnessScores), () => new SquaresEnvironment { Errs = true }, s_reward },
        { nameof(EnvironmentLaws.WrongAnswers), () => new SquaresEnvironment(), new SquareReward { AcceptsAnyNumber = true } },
        { nameof(EnvironmentLaws.WrongAnswers), () => new SquaresEnvironment(), new SquareReward { AcceptsNothing = true } },
        { nameof(EnvironmentLaws.DifficultyMonotone), () => new SquaresEnvironment { Misgrades = true }, s_reward },
    };

    [Theory]
    [MemberData(nameof(Mutants), DisableDiscoveryEnumeration = true)]
    public async Task A_known_fault_is_found_by_its_law(string law, Func<IEnvironment> create, SquareReward reward)
    {
        var report = await EnvironmentLaws.CheckAsync(create, new EnvironmentLawOptions { Reward = reward });
        output.WriteLine(report.ToString());

        Assert.Equal([law], report.Broken.Select(outcome => outcome.Law.Name));
    }

    [Fact]
    public void Every_law_finds_a_fault() => Assert.Empty(EnvironmentLaws.All.Select(law => law.Law.Name).Except(Mutants.Select(mutant => (string)mutant[0])));

    [Fact]
    public async Task A_faultless_environment_keeps_them_all()
    {
        var report = await EnvironmentLaws.CheckAsync(() => new SquaresEnvironment(), new EnvironmentLawOptions { Reward = s_reward });

        Assert.All(report.Outcomes, outcome => Assert.Equal(LawVerdict.Held, outcome.Verdict));
    }

    [Fact]
    public async Task What_cannot_be_checked_says_why()
    {
        var report = await EnvironmentLaws.CheckAsync(() => new SquaresEnvironment { Alphabet = "" });

        Assert.Equal(
            [("Alphabet", "the alphabet is open"), ("WitnessScores", "no reward is given"), ("WrongAnswers", "no reward is given")],
            report.Outcomes.Where(outcome => outcome.Verdict == LawVerdict.NotApplicable).Select(outcome => (outcome.Law.Name, outcome.Reason!)));
    }

    [Fact]
    public async Task A_counter_example_names_split_and_index_and_can_be_verified_alone()
    {
        static IEnvironment Create() => new SquaresEnvironment { Errs = true };
        var options = new EnvironmentLawOptions { Reward = s_reward };
        var found = Assert.Single((await EnvironmentLaws.CheckAsync(Create, options)).Broken).CounterExample!;

        Assert.Contains("environment.CreatePrompt(PromptSplit.Train, 50);", found.Code, StringComparison.Ordinal);
        Assert.Contains("scores 0; expected 1", found.Breach, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => EnvironmentLaws.WitnessScores.VerifyAsync(Create, options));
        await EnvironmentLaws.Seeded.VerifyAsync(Create, options);
    }

    [Fact]
    public async Task An_environment_that_throws_is_broken_and_does_not_end_the_check()
    {
        var report = await EnvironmentLaws.CheckAsync(() => new SquaresEnvironment(), new EnvironmentLawOptions { OracleCost = _ => throw new InvalidDataException("no cost") });

        Assert.Contains("InvalidDataException", Assert.Single(report.Broken).CounterExample!.Breach, StringComparison.Ordinal);
    }
}
