using Align.Algorithms.PreferenceLosses;
using Align.Core;
using Align.Envs.Arithmetic;
using Align.Models.Tokenization;
using Align.Training.Configuration;
using Align.Training.Preference;

namespace Align.Tests.Training.Preference;

/// <summary>Preference files with TRL's columns, as a model of 12 positions reads them.</summary>
public sealed class PreferenceDataTests : IDisposable
{
    private static readonly CharacterTokenizer Tokenizer = new("0123456789=: \nuserasitn?");

    private readonly string _file = Path.GetTempFileName();

    public static TheoryData<string, string> BrokenLines => new()
    {
        { """{"prompt": "1=", "chosen": "1" """, "is no JSON object" },
        { "[1, 2]", "is no JSON object" },
        { """{"prompt": "1=", "chosen": "1"}""", "has no \"rejected\"" },
        { """{"chosen": "1", "rejected": "2"}""", "has no \"prompt\"" },
        { """{"prompt": "1=", "chosen": "", "rejected": "2"}""", "\"chosen\" is empty" },
        { """{"prompt": "", "chosen": "1", "rejected": "2"}""", "\"prompt\" is empty" },
        { """{"prompt": "1=", "chosen": "x", "rejected": "2"}""", "not in the alphabet" },
        { """{"prompt": "1=", "chosen": 7, "rejected": "2"}""", "not both texts" },
        { """{"prompt": "1=", "chosen": "1234567890", "rejected": "2"}""", "2 tokens of prompt and 11 of chosen (its stop token included) are 13, and the model reads at most 12" },
        { """{"prompt": "1=", "completion": "1", "label": true}""", "has no pair" },
        { """{"prompt": "1=", "completion": "1", "label": 1}""", "\"label\" is neither true nor false" },
        { """{"chosen": [{"role": "user", "content": "1"}], "rejected": [{"role": "user", "content": "2"}]}""", "share no first message" },
        { """{"prompt": [{"role": "user"}], "chosen": [], "rejected": []}""", "has no text \"content\"" },
    };

    public void Dispose() => File.Delete(_file);

    [Theory]
    [MemberData(nameof(BrokenLines))]
    public void A_broken_line_is_refused_with_its_place(string line, string problem)
    {
        var refusal = Assert.Throws<DataFileException>(() => Load(needsPairs: true, """{"prompt": "1=", "chosen": "1", "rejected": "2"}""", "", line));
        Assert.Equal((_file, 3L), (refusal.Path, refusal.Line!.Value));
        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_broken_lines_are_reported_together_up_to_a_cap()
    {
        var refusal = Assert.Throws<DataFileException>(() => Load(needsPairs: true, [.. Enumerable.Repeat("no", 25)]));
        Assert.StartsWith("25 broken lines: line 1 is no JSON object", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, 20).Select(line => (long)line), refusal.Problems.Select(problem => problem.Line));
        Assert.EndsWith("and 5 more", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_broken_line_is_named_once_in_the_order_of_the_file_with_a_remedy_of_its_kind()
    {
        var refusal = Assert.Throws<DataFileException>(() => Load(
            needsPairs: true,
            """{"prompt": "1=", "chosen": "x", "rejected": "2"}""",
            """{"prompt": "1=", "completion": "x", "label": true}""",
            "nope",
            """{"prompt": "1=", "chosen": "", "rejected": "2"}""",
            """{"prompt": "1=", "chosen": "1234567890", "rejected": "2"}""",
            """{"prompt": "1=", "completion": "1", "label": 1}""",
            """{"prompt": "1="}"""));

        Assert.Equal([1L, 2, 3, 4, 5, 6, 7], refusal.Problems.Select(problem => problem.Line));
        Assert.Equal(
            [
                "remove the character, or add it to tokenizer.alphabet",
                "give chosen and rejected, or kto",
                "write one whole JSON object a line",
                "give it at least one character",
                "shorten or remove the example, set too_long: skip, or take a model with more positions",
                "write true or false, without quotes",
                "write the columns prompt, chosen, rejected, or prompt, completion, label",
            ],
            refusal.Problems.Select(problem => problem.Remedy));
        Assert.Equal($"{_file}:1", refusal.Where);
    }

    [Fact]
    public void A_line_break_in_a_message_is_spelled_out()
    {
        var refusal = Assert.Throws<DataFileException>(() => Load(needsPairs: true, """{"prompt": "1=\t", "chosen": "1", "rejected": "2"}"""));

        Assert.Equal("\"prompt\": the character '\\t' (U+0009) at index 2 is not in the alphabet \"\\n 0123456789:=?aeinrstu\"", refusal.Message);
    }

    [Theory]
    [InlineData("kto", true)]
    [InlineData("dpo", false)]
    public void A_stage_whose_loss_could_be_another_names_one_that_takes_single_responses(string name, bool takesSingle)
    {
        IPreferenceLoss loss = takesSingle ? new KtoLoss() : new DpoLoss();
        var request = PreferenceDataRequest.Of(PreferenceStages.Of(name, loss))!;

        Assert.Equal(takesSingle ? null : "use a loss that takes single responses (kto), or give chosen and rejected", request.NeedsPairs);
        Assert.Equal("give chosen and rejected", PreferenceDataRequest.Of(new RewardModelStageConfig { MaxSteps = 1 })!.NeedsPairs);
    }

    [Fact]
    public void Texts_messages_and_prompts_inside_conversations_mean_the_same()
    {
        var data = Load(
            needsPairs: true,
            """{"prompt": "user: 1\nas: ", "chosen": "1", "rejected": "2"}""",
            """{"prompt": [{"role": "user", "content": "1"}], "chosen": [{"role": "as", "content": "1"}], "rejected": [{"role": "as", "content": "2"}]}""",
            """{"chosen": [{"role": "user", "content": "1"}, {"role": "as", "content": "1"}], "rejected": [{"role": "user", "content": "1"}, {"role": "as", "content": "2"}]}""");
        Assert.Equal("user: 1\nas: ", Tokenizer.Decode(data.Train[0].Prompt));
        foreach (var example in data.Train)
        {
            Assert.Equal(data.Train[0].Prompt.AsEnumerable(), example.Prompt);
            Assert.Equal(data.Train[0].Chosen.AsEnumerable(), example.Chosen);
            Assert.Equal(data.Train[0].Rejected.AsEnumerable(), example.Rejected);
        }
        Assert.Equal(Tokenizer.EosTokenId, data.Train[0].Chosen[^1]);
    }

    [Fact]
    public void An_unpaired_stage_takes_single_responses_and_pairs()
    {
        var data = Load(
            needsPairs: false,
            """{"prompt": "1=", "completion": "1", "label": true}""",
            """{"prompt": "1=", "completion": "2", "label": false}""",
            """{"prompt": "1=", "chosen": "1", "rejected": "2"}""");
        Assert.Equal([(2, 0), (0, 2), (2, 2)], data.Train.Select(example => (example.Chosen.Length, example.Rejected.Length)));
    }

    [Fact]
    public void Long_examples_are_left_out_and_counted_where_that_is_asked_for()
    {
        var data = Load(
            new PairDataConfig { Data = _file, TooLong = TooLong.Skip },
            evaluates: false,
            true,
            """{"prompt": "1=", "chosen": "1234567890", "rejected": "2"}""",
            """{"prompt": "1=", "chosen": "1", "rejected": "2"}""");
        Assert.Equal((1, 1L, 0L), (data.Train.Length, data.Skipped, data.Train[0].Index));
    }

    [Fact]
    public void What_is_held_out_of_a_file_is_trained_on_by_no_stage()
    {
        string[] lines = [.. Enumerable.Range(10, 40).Select(i => $$"""{"prompt": "{{i}}=", "chosen": "1", "rejected": "2"}""")];
        var config = new PairDataConfig { Data = _file, HeldOutFraction = 0.25 };
        var (first, second) = (Load(config, evaluates: true, true, lines), Load(config, evaluates: true, false, lines));
        Assert.Equal((30, 10), (first.Train.Length, first.HeldOut.Length));
        Assert.Equal(Prompts(first.HeldOut), Prompts(second.HeldOut));
        Assert.Empty(Prompts(first.HeldOut).Intersect(Prompts(first.Train)));
        Assert.Equal(Enumerable.Range(0, 30).Select(index => (long)index), first.Train.Select(example => example.Index));
    }

    private static IEnumerable<string> Prompts(IEnumerable<PreferenceExample> examples) => examples.Select(example => Tokenizer.Decode(example.Prompt));

    private PreferenceData Load(bool needsPairs, params string[] lines) => Load(new PairDataConfig { Data = _file }, evaluates: false, needsPairs, lines);

    private PreferenceData Load(PairDataConfig config, bool evaluates, bool needsPairs, params string[] lines)
    {
        File.WriteAllLines(_file, lines);
        return PreferenceData.Load(
            new PreferenceDataRequest(config, needsPairs ? "give chosen and rejected, or kto" : null, evaluates, 100), new ArithmeticEnvironment(new ArithmeticOptions()), seed: 3, new PreferenceTokens(Tokenizer, maxPositions: lines[0].Contains("user", StringComparison.Ordinal) ? 32 : 12));
    }
}
