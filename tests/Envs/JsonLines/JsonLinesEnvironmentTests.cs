using Align.Core;
using Align.Envs.JsonLines;

namespace Align.Tests.Envs.JsonLines;

public sealed class JsonLinesEnvironmentTests : IDisposable
{
    private readonly JsonLinesFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Prompts_stand_in_the_order_of_the_lines_and_say_where_they_come_from()
    {
        var prompts = All(new JsonLinesOptions { Path = _folder.Sums("train.jsonl", 0, 3), TestPath = _folder.Sums("test.jsonl", 10, 2) });

        Assert.Equal(["What is 0 + 1?", "What is 1 + 1?", "What is 2 + 1?"], prompts.Train.Select(prompt => prompt.Text));
        Assert.Equal(["11", "12"], prompts.Test.Select(prompt => prompt.Answer));
        Assert.Equal(("test.jsonl:2", "sum-11"), (prompts.Test[1].Metadata["source"], prompts.Test[1].Metadata["id"]));
    }

    [Fact]
    public void Without_a_test_file_a_share_is_held_out_whatever_the_order_of_the_lines()
    {
        var lines = File.ReadAllLines(_folder.Sums("sums.jsonl", 0, 1000));
        var forwards = All(new JsonLinesOptions { Path = _folder.Write("forwards.jsonl", lines) });
        var backwards = All(new JsonLinesOptions { Path = _folder.Write("backwards.jsonl", [.. lines.Reverse()]) });

        // Binomial(1000, 0.2): five standard deviations are 63.
        Assert.InRange(forwards.Test.Count, 137, 263);
        Assert.Equal(1000, forwards.Train.Count + forwards.Test.Count);
        Assert.Equal(forwards.Test.Select(prompt => prompt.Text).Order(), backwards.Test.Select(prompt => prompt.Text).Order());
    }

    [Fact]
    public void A_test_file_alone_is_for_evaluation()
    {
        var environment = new JsonLinesEnvironment(new JsonLinesOptions { TestPath = _folder.Sums("test.jsonl", 0, 2) });

        Assert.Equal((0, 2), (environment.Count(PromptSplit.Train), environment.Count(PromptSplit.Test)));
    }

    [Theory]
    [InlineData(PromptForm.Plain, "{prompt}", "Be brief.\n\nWhat is 1 + 1?")]
    [InlineData(PromptForm.Plain, "Q: {prompt}\nA:", "Be brief.\n\nQ: What is 1 + 1?\nA:")]
    [InlineData(PromptForm.Chat, "{prompt}", "system: Be brief.\nuser: What is 1 + 1?\nassistant: ")]
    [InlineData(PromptForm.Chat, "{prompt} Box it.", "system: Be brief.\nuser: What is 1 + 1? Box it.\nassistant: ")]
    public void Messages_become_text_by_form_and_template(PromptForm form, string template, string text)
    {
        var path = _folder.Write("chat.jsonl", """{"prompt":[{"role":"system","content":"Be brief."},{"role":"user","content":"What is 1 + 1?"}],"answer":2}""");

        Assert.Equal(text, Assert.Single(All(new JsonLinesOptions { TestPath = path, Form = form, Template = template }).Test).Text);
    }

    [Fact]
    public void Fields_that_rewards_judge_by_go_to_the_metadata()
    {
        var path = _folder.Write("code.jsonl", """{"prompt":"Add.","tests":[{"input":"1 2","output":"3"}],"extra":{"schema":"{}"}}""", """{"prompt":"Multiply.","tests":null}""");
        var prompts = All(new JsonLinesOptions { TestPath = path, AnswerField = null, MetadataFields = ["tests", "extra.schema"] }).Test;

        Assert.All(prompts, prompt => Assert.Null(prompt.Answer));
        Assert.Equal(("""[{"input":"1 2","output":"3"}]""", "{}"), (prompts[0].Metadata["tests"], prompts[0].Metadata["schema"]));
        Assert.False(prompts[1].Metadata.ContainsKey("tests"));
    }

    [Fact]
    public void One_question_with_two_kinds_of_tests_is_left_out()
    {
        var path = _folder.Write("code.jsonl", """{"prompt":"Add.","tests":"a"}""", """{"prompt":"Add.","tests":"b"}""", """{"prompt":"Divide.","tests":"c"}""", """{"prompt":"Divide.","tests":"c"}""");

        Assert.Equal("Divide.", Assert.Single(All(new JsonLinesOptions { TestPath = path, AnswerField = null, MetadataFields = ["tests"] }).Test).Text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("answer", "a.tests", "b.tests")]
    [InlineData("answer", "id")]
    public void Fields_that_judge_nothing_or_hide_each_other_are_refused(string? answer, params string[] fields) =>
        Assert.Throws<ArgumentException>(() => new JsonLinesEnvironment(new JsonLinesOptions { TestPath = _folder.Sums("sums.jsonl", 0, 2), AnswerField = answer, MetadataFields = fields }));

    [Fact]
    public void Other_formats_are_named_by_their_fields()
    {
        var nested = _folder.Write("nested.jsonl", """{"prompt":"1 + 1?","reward_model":{"ground_truth":2.50},"level":0.25,"worked":"It is 2."}""");
        var marked = _folder.Write("marked.jsonl", """{"question":"1 + 1?","answer":"One #### more.\n#### 2"}""");

        var first = Assert.Single(All(new JsonLinesOptions { TestPath = nested, AnswerField = "reward_model.ground_truth", DifficultyField = "level", SolutionField = "worked" }).Test);
        var second = Assert.Single(All(new JsonLinesOptions { TestPath = marked, PromptField = "question", AnswerMark = "####" }).Test);

        Assert.Equal(("2.50", "It is 2.", 0.25), (first.Answer, first.Solution, first.Difficulty));
        Assert.Equal(("2", "One #### more.\n#### 2"), (second.Answer, second.Solution));
    }

    // Lines 1 and 3 differ in white space alone; 2 and 4 ask the same and disagree.
    private static readonly string[] Doubled =
    [
        """{"prompt":"1 + 1?","answer":"2"}""", """{"prompt":"2 + 2?","answer":"4"}""", """{"prompt":" 1 +\n1? ","answer":"2"}""", """{"prompt":"2 + 2?","answer":"5"}""", """{"prompt":"3 + 3?","answer":"6"}""",
    ];

    [Fact]
    public void Duplicates_are_left_out_and_disputed_answers_too()
    {
        var path = _folder.Write("doubled.jsonl", Doubled);
        var environment = new JsonLinesEnvironment(new JsonLinesOptions { TestPath = path });

        Assert.Equal(["1 + 1?", "3 + 3?"], All(new JsonLinesOptions { TestPath = path }).Test.Select(prompt => prompt.Text));
        Assert.Equal([$"2 lines of {path} ask the same with different answers and are left out.", $"1 lines of {path} ask what an earlier line asks and are left out."], environment.Notes);
    }

    [Fact]
    public void Duplicates_are_refused_by_line_where_the_options_say_so()
    {
        var refusal = Refused(new JsonLinesOptions { TestPath = _folder.Write("doubled.jsonl", Doubled), Duplicates = DuplicatePrompts.Refuse });

        Assert.Equal([(3, "asks the same as line 1"), (4, "asks the same as line 2")], refusal.Problems.Select(problem => ((int)problem.Line, problem.What)));
    }

    [Fact]
    public void What_is_held_out_is_not_trained_on()
    {
        var options = new JsonLinesOptions { Path = _folder.Sums("train.jsonl", 0, 10), TestPath = _folder.Sums("test.jsonl", 8, 4) };

        Assert.Equal((8, 4), (All(options).Train.Count, All(options).Test.Count));
        Assert.Contains("2 lines of", Assert.Single(new JsonLinesEnvironment(options).Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"answer":"2"}""", "has no field \"prompt\"")]
    [InlineData("""{"prompt":"1?"}""", "has no field \"answer\"")]
    [InlineData("""{"prompt":" ","answer":"2"}""", "\"prompt\" is blank")]
    [InlineData("""{"prompt":7,"answer":"2"}""", "\"prompt\" is neither a text nor a list of messages")]
    [InlineData("""{"prompt":[],"answer":"2"}""", "\"prompt\" is neither a text nor a list of messages")]
    [InlineData("""{"prompt":[{"role":"user"}],"answer":"2"}""", "has no text \"role\" or no text \"content\"")]
    [InlineData("""{"prompt":["1?"],"answer":"2"}""", "has no text \"role\" or no text \"content\"")]
    [InlineData("""{"prompt":[{"role":"user","content":""}],"answer":"2"}""", "the last message of \"prompt\" is blank")]
    [InlineData("""{"prompt":"1?","answer":" "}""", "\"answer\" is no answer")]
    [InlineData("""{"prompt":"1?","answer":null}""", "\"answer\" is no answer")]
    [InlineData("""{"prompt":"1?","answer":["2"]}""", "\"answer\" is no answer")]
    [InlineData("""{"prompt":"1?","answer":"2","level":5}""", "\"level\" is no number from 0 to 1")]
    [InlineData("""["1?","2"]""", "is no JSON object")]
    [InlineData("""{"prompt":"1?",""", "is no JSON object")]
    public void A_broken_line_is_named_with_its_file_and_remedy(string line, string what)
    {
        var path = _folder.Write("broken.jsonl", """{"prompt":"0?","answer":"1"}""", "", line);
        var refusal = Refused(new JsonLinesOptions { Path = path, DifficultyField = "level" });

        Assert.Equal($"{path}:3", refusal.Where);
        Assert.Contains(what, refusal.Message, StringComparison.Ordinal);
        Assert.NotEmpty(refusal.Remedy);
    }

    [Fact]
    public void Every_broken_line_is_named_at_once()
    {
        var path = _folder.Write("broken.jsonl", """{"prompt":"0?"}""", """{"prompt":"1?","answer":"2"}""", "{}");

        Assert.Equal([1, 3], Refused(new JsonLinesOptions { Path = path }).Problems.Select(problem => (int)problem.Line));
    }

    [Theory]
    [InlineData("no mark")]
    [InlineData("#### ")]
    public void An_answer_without_its_mark_is_a_broken_line(string answer) => Assert.Contains(
        "has no answer after ####",
        Refused(new JsonLinesOptions { TestPath = _folder.Write("marked.jsonl", $$"""{"prompt":"1?","answer":"{{answer}}"}"""), AnswerMark = "####" }).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_missing_or_empty_file_is_refused_by_name()
    {
        var empty = _folder.Write("empty.jsonl");

        Assert.Equal(empty, Refused(new JsonLinesOptions { Path = empty }).Where);
        Assert.Contains("cannot be read", Refused(new JsonLinesOptions { Path = empty + "x" }).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, JsonLinesOptions> Contradictions => new()
    {
        { "path and test_path are both missing", new JsonLinesOptions() },
        { "template must hold {prompt} once", new JsonLinesOptions { Path = "x", Template = "Solve!" } },
        { "template must hold {prompt} once", new JsonLinesOptions { Path = "x", Template = "{prompt}{prompt}" } },
        { nameof(JsonLinesOptions.TestFraction), new JsonLinesOptions { Path = "x", TestFraction = 0 } },
    };

    [Theory]
    [MemberData(nameof(Contradictions), DisableDiscoveryEnumeration = true)]
    public void Options_that_contradict_each_other_are_refused_by_name(string named, JsonLinesOptions options) =>
        Assert.Contains(named, Assert.Throws<ArgumentException>(() => new JsonLinesEnvironment(options)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_empty_split_is_refused() =>
        Assert.Contains("A split is empty", Assert.Throws<ArgumentException>(() => new JsonLinesEnvironment(new JsonLinesOptions { Path = _folder.Sums("one.jsonl", 0, 1) })).Message, StringComparison.Ordinal);

    [Fact]
    public void Characters_beyond_the_basic_plane_stand_in_the_alphabet_whole()
    {
        var path = _folder.Write("symbols.jsonl", """{"prompt":"𝑥 + 𝑦?","answer":"𝑧"}""");

        Assert.Equal(" +?𝑥𝑦𝑧", new JsonLinesEnvironment(new JsonLinesOptions { TestPath = path }).Alphabet);
    }

    // Lines and duplicates of the published files, counted by another program.
    [SkippableTheory]
    [InlineData("gsm8k-test.jsonl", 1319, 1319)]
    [InlineData("math500.jsonl", 500, 500)]
    [InlineData("minerva-math.jsonl", 272, 272)]
    [InlineData("aime24.jsonl", 30, 30)]
    [InlineData("aime25.jsonl", 30, 30)]
    [InlineData("amc23.jsonl", 40, 40)]
    [InlineData("dapo-math-17k.jsonl", 17398, 17183)]
    public void Published_data_sets_are_read_whole(string file, int lines, int distinct)
    {
        var folder = Environment.GetEnvironmentVariable("ALIGN_DATA");
        Skip.If(string.IsNullOrEmpty(folder), "ALIGN_DATA names no folder of data sets: the published files are not read");
        var path = Path.Combine(folder, file);
        Skip.IfNot(File.Exists(path), $"{path} is not there: this data set is not read");

        Assert.Equal(lines, File.ReadLines(path).Count());
        Assert.Equal(distinct, new JsonLinesEnvironment(new JsonLinesOptions { TestPath = path }).Count(PromptSplit.Test));
    }

    private static DataFileException Refused(JsonLinesOptions options) => Assert.Throws<DataFileException>(() => new JsonLinesEnvironment(options));

    private static (IReadOnlyList<Prompt> Train, IReadOnlyList<Prompt> Test) All(JsonLinesOptions options)
    {
        var environment = new JsonLinesEnvironment(options);
        return (All(environment, PromptSplit.Train), All(environment, PromptSplit.Test));
    }

    private static List<Prompt> All(JsonLinesEnvironment environment, PromptSplit split) =>
        [.. Enumerable.Range(0, (int)environment.Count(split)!.Value).Select(index => environment.CreatePrompt(split, index))];
}
