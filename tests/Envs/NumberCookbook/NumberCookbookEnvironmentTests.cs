using System.Globalization;
using Align.Core;
using Align.Envs;
using Align.Envs.NumberCookbook;

namespace Align.Tests.Envs.NumberCookbook;

public sealed class NumberCookbookEnvironmentTests
{
    // fixtures/number-cookbook.tsv: index, format, prompt, and the answer that the authors' program gives (github.com/GraphPKU/number_cookbook, commit 46aefaa),
    // up to 20 digits. The prompts are part of the run format: resumed and repeated runs rely on them. Left out is index 294, 11716.57… to five figures: that program
    // gives 1.1716e4, for it rounds by one digit and never rounds a 5 up.
    [Fact]
    public void Answers_are_those_of_the_authors_program()
    {
        var environment = new NumberCookbookEnvironment(new NumberCookbookOptions { MaxDigits = 20 });
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "fixtures", "number-cookbook.tsv")).Select(line => line.Split('\t')).ToList();

        Assert.Equal(41, lines.Select(line => (line[1], line[2].Split(' ')[0])).Distinct().Count());
        Assert.True(lines.Count >= 400);
        Assert.All(lines, line =>
        {
            var prompt = environment.CreatePrompt(PromptSplit.Train, long.Parse(line[0], CultureInfo.InvariantCulture));
            Assert.Equal((line[1], line[2], line[3]), (prompt.Metadata["format"], prompt.Text, prompt.Answer));
        });
    }

    [Fact]
    public void All_41_pairs_are_as_likely()
    {
        var pairs = First(new NumberCookbookEnvironment(new NumberCookbookOptions { MinDigits = 3 }), 8200).CountBy(prompt => (prompt.Metadata["task"], prompt.Metadata["format"])).ToList();

        // 8,200 draws of 41 pairs, 200 each: the 0.001 quantile of chi-square with 40 degrees of freedom is 73.40.
        Assert.Equal(41, pairs.Count);
        Assert.True(pairs.Sum(pair => Math.Pow(pair.Value - 200.0, 2) / 200) < 73.40);
    }

    [Fact]
    public void Only_tasks_and_formats_that_were_asked_for_come()
    {
        var prompts = First(new NumberCookbookEnvironment(new NumberCookbookOptions { Tasks = [NumberTask.Add, NumberTask.Mod], Formats = [NumberFormat.Integer, NumberFormat.Fraction] }), 500);

        Assert.Equal(["add fraction", "add integer", "mod integer"], prompts.Select(prompt => $"{prompt.Metadata["task"]} {prompt.Metadata["format"]}").Distinct().Order());
    }

    [Fact]
    public void Held_out_prompts_are_as_long_as_they_were_asked_to_be()
    {
        var environment = new NumberCookbookEnvironment(new NumberCookbookOptions { MinDigits = 2, MaxDigits = 4, MinTestDigits = 9, MaxTestDigits = 12 });

        Assert.All(First(environment, 300), prompt => Assert.InRange(Digits(prompt), 2, 4));
        Assert.All(First(environment, 300, PromptSplit.Test), prompt => Assert.InRange(Digits(prompt), 9, 12));
    }

    [Fact]
    public void An_easy_second_number_has_at_most_three_digits() => Assert.All(
        First(new NumberCookbookEnvironment(new NumberCookbookOptions { Tasks = [NumberTask.Multiply, NumberTask.Mod], Formats = [NumberFormat.Integer], Variant = NumberVariant.Easy, MinDigits = 6 }), 300),
        prompt => Assert.InRange(Words(prompt)[2].Length, 1, 3));

    // Of numbers of 20 digits that are drawn apart, nine in ten differ in the first place.
    [Theory]
    [InlineData(NumberVariant.Hard, 300, 300)]
    [InlineData(NumberVariant.Plain, 0, 100)]
    public void Numbers_that_are_hard_to_compare_share_their_leading_digit(NumberVariant variant, int least, int most)
    {
        var environment = new NumberCookbookEnvironment(new NumberCookbookOptions { Tasks = [NumberTask.Max, NumberTask.Min], Formats = [NumberFormat.Integer, NumberFormat.Float, NumberFormat.Scientific], Variant = variant, MinDigits = 20, MaxDigits = 20 });

        Assert.InRange(First(environment, 300).Count(prompt => Words(prompt)[1][0] == Words(prompt)[2][0]), least, most);
    }

    [Fact]
    public void Divisors_are_shorter_than_what_they_divide() => Assert.All(
        First(new NumberCookbookEnvironment(new NumberCookbookOptions { Tasks = [NumberTask.Mod], MinDigits = 10, MaxDigits = 10 }), 200),
        prompt => Assert.InRange(Words(prompt)[2].Length, 1, 8));

    [Fact]
    public void Both_orders_of_a_sum_share_a_split_and_those_of_a_quotient_need_not()
    {
        Assert.Equal(0, SharedTurned(NumberTask.Add));
        Assert.NotEqual(0, SharedTurned(NumberTask.Truediv));
    }

    // By hand, in Text and answer: 7.35 to two figures is halfway, and 4 is even; 7.25 likewise, and 2 is even; 995 carries over.
    [Fact]
    public void Significant_figures_are_rounded_half_to_even()
    {
        var prompts = First(new NumberCookbookEnvironment(new NumberCookbookOptions { Tasks = [NumberTask.Sig], Formats = [NumberFormat.Integer], MinDigits = 2, MaxDigits = 3, TrainSize = 20_000 }), 20_000);
        var answers = prompts.DistinctBy(prompt => prompt.Text).ToDictionary(prompt => prompt.Text, prompt => prompt.Answer);

        string?[] found = [.. new[] { "sig 735 2=", "sig 725 2=", "sig 995 2=", "sig 996 2=", "sig 994 2=", "sig 120 3=", "sig 80 2=" }.Select(text => answers.GetValueOrDefault(text))];
        Assert.True(found.Count(answer => answer is not null) >= 4);
        Assert.All(found.Zip(RoundedByHand).Where(pair => pair.First is not null), pair => Assert.Equal(pair.Second, pair.First));
    }

    private static readonly string[] RoundedByHand = ["7.4e2", "7.2e2", "1.0e3", "1.0e3", "9.9e2", "1.20e2", "8.0e1"];

    // add 123 45: 5 digits. multiply 123 45: 3·2. add 1/23 4/567: 1·3 + 2·1 and the denominators' 2·3. max 1/23 4/567: 1·3 + 2·1. to_float 7/16: 1·2. sig 1234 2: 4.
    [Theory]
    [InlineData(NumberTask.Add, NumberFormat.Integer)]
    [InlineData(NumberTask.Multiply, NumberFormat.Float)]
    [InlineData(NumberTask.Add, NumberFormat.Fraction)]
    [InlineData(NumberTask.Max, NumberFormat.Fraction)]
    [InlineData(NumberTask.ToFloat, NumberFormat.Fraction)]
    [InlineData(NumberTask.Sig, NumberFormat.Integer)]
    public void The_cost_counts_steps_with_single_digits(NumberTask task, NumberFormat format) => Assert.All(First(Only(task, format), 50), prompt =>
    {
        var numbers = Words(prompt).Skip(1).Select(word => word.Split('/').Select(part => part.Count(char.IsAsciiDigit)).ToArray()).ToArray();
        var cost = (task, format) switch
        {
            (NumberTask.Add, NumberFormat.Integer) => numbers[0][0] + numbers[1][0],
            (NumberTask.Multiply, _) => numbers[0][0] * numbers[1][0],
            (NumberTask.Add, _) => (numbers[0][0] * numbers[1][1]) + (numbers[0][1] * numbers[1][0]) + (numbers[0][1] * numbers[1][1]),
            (NumberTask.Max, _) => (numbers[0][0] * numbers[1][1]) + (numbers[0][1] * numbers[1][0]),
            (NumberTask.ToFloat, _) => numbers[0][0] * numbers[0][1],
            _ => numbers[0][0],
        };
        Assert.Equal(cost.ToString(CultureInfo.InvariantCulture), prompt.Metadata["cost"]);
        Assert.Equal(Math.Log(1 + cost) / Math.Log(40_001), prompt.Difficulty!.Value, 12);
    });

    [Fact]
    public void English_prompts_say_what_is_asked_and_in_which_form()
    {
        var environment = new NumberCookbookEnvironment(new NumberCookbookOptions { Style = PromptStyle.Text, Tasks = [NumberTask.Floordiv] });
        var prompt = environment.CreatePrompt(PromptSplit.Train, 0);

        Assert.Matches("^Divide [0-9]+ by [0-9]+ and drop the remainder. Answer with a whole number such as 123. Write the answer between <answer> and </answer>.$", prompt.Text);
        Assert.Equal($"<answer>{prompt.Answer}</answer>", prompt.Solution);
    }

    public static TheoryData<string, NumberCookbookOptions> Refused => new()
    {
        { nameof(NumberCookbookOptions.Tasks), new NumberCookbookOptions { Tasks = [] } },
        { nameof(NumberCookbookOptions.Formats), new NumberCookbookOptions { Formats = [] } },
        { "tasks names a task twice", new NumberCookbookOptions { Tasks = [NumberTask.Add, NumberTask.Add] } },
        { "formats names a format twice", new NumberCookbookOptions { Formats = [(NumberFormat)7] } },
        { "none of tasks", new NumberCookbookOptions { Tasks = [NumberTask.Mod], Formats = [NumberFormat.Float] } },
        { nameof(NumberCookbookOptions.MaxDigits), new NumberCookbookOptions { MaxDigits = 101 } },
        { "min_digits", new NumberCookbookOptions { MinDigits = 9 } },
        { "min_test_digits", new NumberCookbookOptions { MinTestDigits = 9 } },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void Options_that_make_no_problems_are_refused_by_name(string named, NumberCookbookOptions options) =>
        Assert.Contains(named, Assert.Throws<ArgumentException>(() => new NumberCookbookEnvironment(options)).Message, StringComparison.Ordinal);

    // Ten one-digit numbers have a length, and with some seeds none of them is held out.
    [Fact]
    public void An_empty_split_is_refused()
    {
        var refusals = Enumerable.Range(0, 100).Select(seed => Record.Exception(() => new NumberCookbookEnvironment(new NumberCookbookOptions { Tasks = [NumberTask.Length], Formats = [NumberFormat.Integer], MaxDigits = 1, Seed = seed })));

        Assert.Contains(refusals, refusal => refusal is ArgumentException && refusal.Message.Contains("leave the test split without problems", StringComparison.Ordinal));
    }

    private static int SharedTurned(NumberTask task)
    {
        var environment = Only(task, NumberFormat.Integer, most: 1);
        var train = First(environment, 2000).Select(prompt => prompt.Text).ToHashSet();
        return First(environment, 500, PromptSplit.Test).Count(prompt => train.Contains($"{Words(prompt)[0]} {Words(prompt)[2]} {Words(prompt)[1]}="));
    }

    private static NumberCookbookEnvironment Only(NumberTask task, NumberFormat format, int most = 8) => new(new NumberCookbookOptions { Tasks = [task], Formats = [format], MaxDigits = most });

    private static IEnumerable<Prompt> First(NumberCookbookEnvironment environment, int count, PromptSplit split = PromptSplit.Train) =>
        Enumerable.Range(0, count).Select(index => environment.CreatePrompt(split, index));

    private static int Digits(Prompt prompt) => int.Parse(prompt.Metadata["digits"], CultureInfo.InvariantCulture);

    private static string[] Words(Prompt prompt) => prompt.Text.TrimEnd('=').Split(' ');
}
