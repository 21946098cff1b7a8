using System.Text.Json;
using Align.Core;

namespace Align.Rewards.JsonSchema;

/// <summary>1 where the completion is JSON that a schema accepts, else 0.</summary>
/// <remarks>
/// The schema is a subset of JSON Schema 2020-12 (the README has the keywords); a keyword outside it is refused, never passed over.
/// A prompt for which there is no schema is skipped. Work is bounded in the size of the completion and of the schema.
/// </remarks>
public sealed class JsonSchemaReward : IReward
{
    /// <summary>The key of a prompt's metadata that holds its schema.</summary>
    public const string MetadataKey = "json_schema";

    private const string Fence = "```";
    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };
    private readonly JsonPlace _place;
    private readonly Schema? _schema;

    /// <summary>The reward with <paramref name="options"/>.</summary>
    /// <exception cref="ArgumentException">The schema is no JSON, or has a keyword that is not read.</exception>
    public JsonSchemaReward(JsonSchemaOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _place = options.Place;
        try
        {
            _schema = options.Schema.Length > 0 ? SchemaReader.Read(options.Schema) : null;
        }
        catch (FormatException exception)
        {
            throw new ArgumentException(exception.Message, nameof(options));
        }
    }

    /// <inheritdoc/>
    public string Name => "json_schema";

    /// <inheritdoc/>
    /// <exception cref="FormatException">The prompt's schema cannot be read.</exception>
    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(completion);
        cancellationToken.ThrowIfCancellationRequested();
        var schema = prompt.Metadata.TryGetValue(MetadataKey, out var own) ? SchemaReader.Read(own) : _schema;
        return ValueTask.FromResult<RewardOutcome>(schema is null
            ? new RewardOutcome.Skipped($"there is no schema for prompt {prompt.Id}")
            : new RewardOutcome.Scored(Json(completion.Text) is { } json && Accepts(schema, json) ? 1 : 0));
    }

    private string? Json(string text)
    {
        if (_place == JsonPlace.Whole)
        {
            return text;
        }
        var close = text.LastIndexOf(Fence, StringComparison.Ordinal);
        var open = close > 0 ? text.LastIndexOf(Fence, close - 1, StringComparison.Ordinal) : -1;
        var line = open < 0 ? -1 : text.IndexOf('\n', open);
        return line < 0 || line > close ? null : text[(line + 1)..close];
    }

    private static bool Accepts(Schema schema, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, s_strict);
            return new SchemaCheck(schema).Accepts(document.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
