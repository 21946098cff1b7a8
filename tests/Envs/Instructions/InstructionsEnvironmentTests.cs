using System.Text.Json;
using Align.Core;
using Align.Envs.Instructions;

namespace Align.Tests.Envs.Instructions;

public sealed class InstructionsEnvironmentTests
{
    [Fact]
    public void Prompts_have_as_many_constraints_as_were_asked_and_say_each()
    {
        var environment = new InstructionsEnvironment(new InstructionsOptions { MinConstraints = 2, MaxConstraints = 3 });

        Assert.All(First(environment, 300), prompt =>
        {
            Assert.InRange(Types(prompt).Count, 2, 3);
            Assert.Equal(Types(prompt).Count, prompt.Text.Split('\n').Count(line => line.StartsWith("- ", StringComparison.Ordinal)));
            Assert.Equal(Types(prompt).Count / 6.0, prompt.Difficulty!.Value, 12);
        });
    }

    [Fact]
    public void Every_kind_of_constraint_comes() => Assert.Equal(
        ["begin", "bullets", "case", "end", "exclude", "forbid", "heading", "include", "json", "paragraphs", "script", "sentences", "table", "words"],
        First(new InstructionsEnvironment(new InstructionsOptions()), 1000).SelectMany(Types).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Constraints_come_from_the_families_that_were_asked() => Assert.Equal(
        ["paragraphs", "sentences", "words"],
        First(new InstructionsEnvironment(new InstructionsOptions { Families = [InstructionFamily.Length], MaxConstraints = 2 }), 300).SelectMany(Types).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void What_cannot_stand_together_is_not_asked_together()
    {
        string[] forms = ["bullets", "table", "json", "heading"];
        string[] prose = ["sentences", "paragraphs", "begin", "end"];

        Assert.All(First(new InstructionsEnvironment(new InstructionsOptions { MinConstraints = 4, MaxConstraints = 5 }), 500).Select(Types), types =>
        {
            Assert.InRange(types.Count(forms.Contains), 0, 1);
            Assert.False(types.Any(forms.Contains) && types.Any(prose.Contains));
            Assert.False(types.Contains("case") && types.Any(type => type is "begin" or "end" or "json"));
            Assert.All(types.Where(type => type is not ("include" or "exclude" or "forbid")).CountBy(type => type), type => Assert.Equal(1, type.Value));
        });
    }

    [Fact]
    public void A_word_is_not_asked_for_and_forbidden() => Assert.All(
        First(new InstructionsEnvironment(new InstructionsOptions { Families = [InstructionFamily.Content], MinConstraints = 4, MaxConstraints = 4 }), 500),
        prompt => Assert.All(Constraints(prompt).Where(constraint => constraint.Type is "include" or "exclude").CountBy(constraint => constraint.Text), word => Assert.Equal(1, word.Value)));

    [Fact]
    public void Something_is_always_asked_to_be_there() => Assert.All(
        First(new InstructionsEnvironment(new InstructionsOptions { MaxConstraints = 2 }), 500),
        prompt => Assert.Contains(Types(prompt), type => type is not ("exclude" or "forbid" or "case" or "script")));

    [Fact]
    public void Constraints_may_stand_in_a_row() => Assert.All(
        First(new InstructionsEnvironment(new InstructionsOptions { Presentation = InstructionPresentation.Integrated }), 100),
        prompt => Assert.Matches("^Write a short text about [^\n]+\n$", prompt.Text));

    public static TheoryData<string, InstructionsOptions> Refused => new()
    {
        { nameof(InstructionsOptions.MaxConstraints), new InstructionsOptions { MaxConstraints = 7 } },
        { "min_constraints", new InstructionsOptions { MinConstraints = 5 } },
        { nameof(InstructionsOptions.Families), new InstructionsOptions { Families = [] } },
        { "names a family twice", new InstructionsOptions { Families = [InstructionFamily.Length, InstructionFamily.Length] } },
        { "language alone", new InstructionsOptions { Families = [InstructionFamily.Language] } },
        { "hardly ever give 2 constraints", new InstructionsOptions { Families = [InstructionFamily.Format] } },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void Options_that_make_no_instructions_are_refused_by_name(string named, InstructionsOptions options) =>
        Assert.Contains(named, Assert.Throws<ArgumentException>(() => new InstructionsEnvironment(options)).Message, StringComparison.Ordinal);

    private static IEnumerable<Prompt> First(InstructionsEnvironment environment, int count) =>
        Enumerable.Range(0, count).Select(index => environment.CreatePrompt(PromptSplit.Train, index));

    private static List<string> Types(Prompt prompt) => [.. Constraints(prompt).Select(constraint => constraint.Type)];

    private static List<(string Type, string Text)> Constraints(Prompt prompt)
    {
        using var json = JsonDocument.Parse(prompt.Metadata["constraints"]);
        return [.. json.RootElement.EnumerateArray().Select(item => (item.GetProperty("type").GetString()!, item.TryGetProperty("text", out var text) ? text.GetString()! : ""))];
    }
}
