using Align.Core;
using Align.Rewards.JsonSchema;

namespace Align.Tests.Rewards.JsonSchema;

public sealed class JsonSchemaConformanceTests : RewardConformance
{
    protected override (Prompt Prompt, string BetterText) Example => (new Prompt(0, "?"), """{"a": 1}""");

    protected override string WorseText => """{"a": "1"}""";

    protected override IReward Create() => new JsonSchemaReward(new() { Schema = """{"type": "object", "properties": {"a": {"type": "integer"}}}""" });
}

public sealed class JsonSchemaRewardTests
{
    private const string Person = """
        {
          "type": "object", "required": ["name"], "additionalProperties": false,
          "properties": {
            "name": { "type": "string", "minLength": 1, "maxLength": 5, "pattern": "^[A-Z]" },
            "age": { "type": "integer", "minimum": 0, "exclusiveMaximum": 150 },
            "tags": { "type": "array", "items": { "enum": ["a", "b", 3] }, "uniqueItems": true, "maxItems": 3 },
            "child": { "$ref": "#" }
          }
        }
        """;

    [Theory]
    [InlineData("""{"name": "Ann"}""", 1)]
    [InlineData(""" {"name": "Ann", "age": 0, "tags": ["b", 3.0], "child": {"name": "Bo"}} """, 1)]
    [InlineData("""{"name": "Ann", "age": 3.0}""", 1)]
    [InlineData("""{"name": "ann"}""", 0)]
    [InlineData("""{"name": ""}""", 0)]
    [InlineData("""{"name": "Annabel"}""", 0)]
    [InlineData("""{"age": 3}""", 0)]
    [InlineData("""{"name": "Ann", "age": 3.5}""", 0)]
    [InlineData("""{"name": "Ann", "age": -1}""", 0)]
    [InlineData("""{"name": "Ann", "age": 150}""", 0)]
    [InlineData("""{"name": "Ann", "age": 1e999}""", 0)]
    [InlineData("""{"name": "Ann", "tags": ["a", "a"]}""", 0)]
    [InlineData("""{"name": "Ann", "tags": ["c"]}""", 0)]
    [InlineData("""{"name": "Ann", "other": 1}""", 0)]
    [InlineData("""{"name": "Ann", "child": {}}""", 0)]
    [InlineData("""{"name": "Ann", "name": "Bo"}""", 0)]
    [InlineData("""{"name": "Ann",}""", 0)]
    [InlineData("""{"name": "Ann"} and more""", 0)]
    [InlineData("""["Ann"]""", 0)]
    [InlineData("", 0)]
    public Task A_schema_accepts_or_refuses(string text, double score) => Expect(new() { Schema = Person }, text, score);

    [Theory]
    [InlineData("""{"anyOf": [{"type": "string"}, {"minimum": 5}]}""", "7", "3")]
    [InlineData("""{"oneOf": [{"multipleOf": 2}, {"multipleOf": 3}]}""", "4", "6")]
    [InlineData("""{"allOf": [{"multipleOf": 2}, {"multipleOf": 3}]}""", "6", "4")]
    [InlineData("""{"not": {"type": ["null", "boolean"]}}""", "0", "null")]
    [InlineData("""{"const": {"a": [1, 2]}}""", """{"a": [1.0, 2]}""", """{"a": [2, 1]}""")]
    [InlineData("""{"prefixItems": [{"type": "string"}], "items": false}""", """["a"]""", """["a", 1]""")]
    [InlineData("""{"contains": {"const": 1}}""", "[2, 1]", "[2, 3]")]
    [InlineData("""{"$defs": {"n": {"type": "number"}}, "items": {"$ref": "#/$defs/n"}}""", "[1, 2.5]", """[1, "2"]""")]
    [InlineData("""{"minProperties": 1, "additionalProperties": {"type": "null"}}""", """{"a": null}""", "{}")]
    [InlineData("""{"minLength": 2, "maxLength": 2}""", "\"\\ud83d\\ude00a\"", "\"a\"")]
    public async Task Every_keyword_counts(string schema, string right, string wrong)
    {
        await Expect(new() { Schema = schema }, right, 1);
        await Expect(new() { Schema = schema }, wrong, 0);
    }

    [Theory]
    [InlineData("Here:\n```json\n{\"name\": \"Ann\"}\n```\nDone.", 1)]
    [InlineData("```\n{}\n```\n```\n{\"name\": \"Ann\"}\n```", 1)]
    [InlineData("{\"name\": \"Ann\"}", 0)]
    [InlineData("```json\n{\"name\": \"Ann\"}", 0)]
    public Task The_last_block_may_hold_the_text(string text, double score) => Expect(new() { Schema = Person, Place = JsonPlace.Fenced }, text, score);

    [Fact]
    public async Task A_prompt_has_its_own_schema()
    {
        var reward = new JsonSchemaReward(new());
        var prompt = new Prompt(0, "?") { Metadata = new Dictionary<string, string> { [JsonSchemaReward.MetadataKey] = """{"type": "array"}""" } };

        Assert.Equal(new RewardOutcome.Scored(1), await reward.ScoreAsync(prompt, RewardConformance.CompletionOf("[]"), CancellationToken.None));
        Assert.IsType<RewardOutcome.Skipped>(await reward.ScoreAsync(new Prompt(0, "?"), RewardConformance.CompletionOf("[]"), CancellationToken.None));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"patternProperties": {}}""")]
    [InlineData("""{"type": "text"}""")]
    [InlineData("""{"type": null}""")]
    [InlineData("""{"$ref": "#/$defs/x"}""")]
    [InlineData("""{"$ref": "http://elsewhere"}""")]
    [InlineData("""{"pattern": "(?=a)b"}""")]
    [InlineData("""{"multipleOf": 0}""")]
    [InlineData("[]")]
    public void A_schema_that_cannot_be_checked_is_refused(string schema) => Assert.Throws<ArgumentException>(() => new JsonSchemaReward(new() { Schema = schema }));

    // Without bounds the first is checked for ever, the second 10^8 times, the third 2^30 times.
    [Theory]
    [InlineData("""{"$ref": "#"}""", "1")]
    [InlineData("""{"uniqueItems": true}""", null)]
    [InlineData("""{"$defs": {"a": {"anyOf": [{"items": {"$ref": "#/$defs/a"}, "minItems": 9}, {"items": {"$ref": "#/$defs/a"}, "minItems": 8}]}}, "$ref": "#/$defs/a"}""", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")]
    public Task Work_is_bounded(string schema, string? text) => Expect(new() { Schema = schema }, text ?? $"[{string.Join(',', Enumerable.Range(0, 10_000))}]", 0);

    private static async Task Expect(JsonSchemaOptions options, string text, double score) => Assert.Equal(
        new RewardOutcome.Scored(score),
        await new JsonSchemaReward(options).ScoreAsync(new Prompt(0, "?"), RewardConformance.CompletionOf(text), CancellationToken.None));
}
