using System.Globalization;
using System.Numerics;
using Align.Core;
using Align.Envs;
using Align.Envs.Countdown;

namespace Align.Tests.Envs.Countdown;

public sealed class CountdownEnvironmentTests
{
    [Fact]
    public void Prompts_hold_the_numbers_and_the_target_that_were_asked()
    {
        var environment = new CountdownEnvironment(new CountdownOptions { SmallestNumber = 2, LargestNumber = 30, MinTarget = 20, MaxTarget = 40 });

        Assert.All(First(environment, 300), prompt =>
        {
            var numbers = Numbers(prompt);
            Assert.InRange(numbers.Length, 3, 4);
            Assert.All(numbers, number => Assert.InRange(number, 2, 30));
            Assert.InRange(int.Parse(prompt.Metadata["target"], CultureInfo.InvariantCulture), 20, 40);
            Assert.Equal($"{prompt.Metadata["numbers"]}={prompt.Metadata["target"]}:", prompt.Text);
        });
    }

    [Fact]
    public void Every_count_of_numbers_comes_as_often()
    {
        var counts = First(new CountdownEnvironment(new CountdownOptions()), 1000).CountBy(prompt => Numbers(prompt).Length).ToDictionary();

        // Binomial(1000, 1/2): five standard deviations are 79.
        Assert.InRange(counts[3], 421, 579);
    }

    [Fact]
    public void Only_the_operations_that_were_asked_stand_in_solutions()
    {
        var environment = new CountdownEnvironment(new CountdownOptions { Operations = [CountdownOperation.Add, CountdownOperation.Mul] });

        Assert.All(First(environment, 300), prompt => Assert.False(prompt.Answer!.Contains('-', StringComparison.Ordinal) || prompt.Answer.Contains('/', StringComparison.Ordinal), prompt.Answer));
        Assert.Equal("()*+0123456789", environment.Alphabet.Replace(" ", "", StringComparison.Ordinal).Replace("=", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal));
    }

    [Fact]
    public void The_order_of_the_numbers_does_not_move_a_problem_to_the_other_split()
    {
        var environment = new CountdownEnvironment(new CountdownOptions { MinNumbers = 3, MaxNumbers = 3, LargestNumber = 6, MinTarget = 1, MaxTarget = 20 });
        var train = First(environment, 3000).Select(Key).ToHashSet();

        Assert.Empty(First(environment, 500, PromptSplit.Test).Select(Key).Intersect(train));
    }

    // {3, 5}: 3+5, 3-5, 5-3, 3*5, 3/5, 5/3 are six expressions, and one of them is 8. Any two different numbers have six.
    [Fact]
    public void The_cost_of_two_numbers_is_six_expressions_by_those_that_are_right()
    {
        var environment = new CountdownEnvironment(new CountdownOptions { MinNumbers = 2, MaxNumbers = 2, SmallestNumber = 3, LargestNumber = 9, MinTarget = 8 });
        var prompts = First(environment, 200).Where(prompt => Numbers(prompt).Distinct().Count() == 2).ToList();

        Assert.NotEmpty(prompts);
        Assert.All(prompts, prompt => Assert.Equal("6", prompt.Metadata["cost"]));
        Assert.All(prompts, prompt => Assert.Equal(Math.Log(6) / Math.Log(300_000), prompt.Difficulty!.Value, 12));
    }

    [Theory]
    [InlineData(NumberUse.ExactlyOnce)]
    [InlineData(NumberUse.AtMostOnce)]
    public void The_cost_is_that_of_a_search_in_exact_fractions(NumberUse use)
    {
        var environment = new CountdownEnvironment(new CountdownOptions { LargestNumber = 12, MinTarget = 1, MaxTarget = 30, Use = use });

        Assert.All(First(environment, 25), prompt =>
        {
            var values = Values([.. Numbers(prompt).Select(number => (new BigInteger(number), BigInteger.One))], use == NumberUse.AtMostOnce).ToList();
            var target = BigInteger.Parse(prompt.Metadata["target"], CultureInfo.InvariantCulture);
            var right = values.Count(value => value.Over == target * value.Under);
            Assert.Equal((double)values.Count / right, double.Parse(prompt.Metadata["cost"], CultureInfo.InvariantCulture), 9);
        });
    }

    [Fact]
    public void English_prompts_ask_for_tags_and_solutions_have_them()
    {
        var prompt = new CountdownEnvironment(new CountdownOptions { Style = PromptStyle.Text, MinNumbers = 3, MaxNumbers = 3 }).CreatePrompt(PromptSplit.Train, 0);
        var numbers = prompt.Metadata["numbers"].Split(' ');

        Assert.Equal($"From the numbers {numbers[0]}, {numbers[1]} and {numbers[2]}, make an expression that equals {prompt.Metadata["target"]}. Use only +, -, * and / and parentheses, and use each number exactly once. Write the expression between <answer> and </answer>.", prompt.Text);
        Assert.Equal($"<answer>{prompt.Answer}</answer>", prompt.Solution);
    }

    public static TheoryData<string, CountdownOptions> Refused => new()
    {
        { nameof(CountdownOptions.MinNumbers), new CountdownOptions { MinNumbers = 1 } },
        { "min_numbers", new CountdownOptions { MinNumbers = 5 } },
        { "smallest_number", new CountdownOptions { SmallestNumber = 100 } },
        { "min_target", new CountdownOptions { MinTarget = 101 } },
        { nameof(CountdownOptions.Operations), new CountdownOptions { Operations = [] } },
        { "twice", new CountdownOptions { Operations = [CountdownOperation.Add, CountdownOperation.Add] } },
        { "unknown", new CountdownOptions { Operations = [(CountdownOperation)9] } },
        { "hardly ever", new CountdownOptions { Operations = [CountdownOperation.Mul], SmallestNumber = 50, MinNumbers = 3 } },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void Options_that_make_no_problems_are_refused_by_name(string named, CountdownOptions options) =>
        Assert.Contains(named, Assert.Throws<ArgumentException>(() => new CountdownEnvironment(options)).Message, StringComparison.Ordinal);

    // Part of the run format: resumed and repeated runs rely on these very prompts.
    [Fact]
    public void The_first_prompts_are_frozen() => Assert.Equal(FirstPrompts, First(new CountdownEnvironment(new CountdownOptions()), 3).Select(prompt => $"{prompt.Text}{prompt.Answer}"));

    private static readonly string[] FirstPrompts = ["46 46 95=95:46/46*95", "32 35 3 63=69:3+35+63-32", "12 56 4 4=16:(56+12-4)/4"];

    private static IEnumerable<Prompt> First(CountdownEnvironment environment, int count, PromptSplit split = PromptSplit.Train) =>
        Enumerable.Range(0, count).Select(index => environment.CreatePrompt(split, index));

    private static int[] Numbers(Prompt prompt) => [.. prompt.Metadata["numbers"].Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];

    private static string Key(Prompt prompt) => $"{string.Join(' ', Numbers(prompt).Order())}={prompt.Metadata["target"]}";

    // Every value that two values can make, and so on until one is left; with those on the way where numbers may be left out.
    private static IEnumerable<(BigInteger Over, BigInteger Under)> Values(List<(BigInteger Over, BigInteger Under)> left, bool onTheWay) =>
        left.Count == 1 ? left : (onTheWay ? left : []).Concat(Steps(left, onTheWay));

    private static IEnumerable<(BigInteger Over, BigInteger Under)> Steps(List<(BigInteger Over, BigInteger Under)> left, bool onTheWay)
    {
        for (var i = 0; i < left.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var rest = left.Where((_, at) => at != i && at != j).ToList();
                foreach (var made in Made(left[i], left[j]))
                {
                    // What was on the way before has been counted before.
                    foreach (var value in rest.Count == 0 ? [made] : (onTheWay ? [made] : Enumerable.Empty<(BigInteger, BigInteger)>()).Concat(Steps([.. rest, made], onTheWay)))
                    {
                        yield return value;
                    }
                }
            }
        }
    }

    private static IEnumerable<(BigInteger Over, BigInteger Under)> Made((BigInteger Over, BigInteger Under) a, (BigInteger Over, BigInteger Under) b)
    {
        var under = a.Under * b.Under;
        yield return ((a.Over * b.Under) + (b.Over * a.Under), under);
        yield return ((a.Over * b.Under) - (b.Over * a.Under), under);
        yield return ((b.Over * a.Under) - (a.Over * b.Under), under);
        yield return (a.Over * b.Over, under);
        if (!b.Over.IsZero)
        {
            yield return (a.Over * b.Under, a.Under * b.Over);
        }
        if (!a.Over.IsZero)
        {
            yield return (b.Over * a.Under, b.Under * a.Over);
        }
    }
}
