using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Align.Rewards.JsonSchema;

/// <summary>A schema as it is checked; what it does not name is <see langword="null"/> or empty and allows everything.</summary>
internal sealed record Schema
{
    public static readonly Schema Everything = new();
    public static readonly Schema Nothing = new() { Not = new Schema() };

    public ImmutableArray<string> Types { get; init; } = [];

    public ImmutableArray<JsonElement>? Values { get; init; }

    public ImmutableDictionary<string, Schema> Properties { get; init; } = ImmutableDictionary<string, Schema>.Empty;

    public Schema? AdditionalProperties { get; init; }

    public ImmutableArray<string> Required { get; init; } = [];

    public ImmutableArray<Schema> PrefixItems { get; init; } = [];

    public Schema? Items { get; init; }

    public Schema? Contains { get; init; }

    public bool UniqueItems { get; init; }

    public Regex? Pattern { get; init; }

    /// <summary>Bounds by keyword: minLength, maxItems, exclusiveMinimum, multipleOf and the others.</summary>
    public ImmutableDictionary<string, decimal> Bounds { get; init; } = ImmutableDictionary<string, decimal>.Empty;

    public ImmutableArray<Schema> AllOf { get; init; } = [];

    public ImmutableArray<Schema> AnyOf { get; init; } = [];

    public ImmutableArray<Schema> OneOf { get; init; } = [];

    public Schema? Not { get; init; }

    /// <summary>The name under <c>$defs</c> of the schema that this refers to; empty for the whole schema.</summary>
    public string? Reference { get; init; }

    /// <summary>The schemas under <c>$defs</c>; only the whole schema has them.</summary>
    public ImmutableDictionary<string, Schema> Definitions { get; init; } = ImmutableDictionary<string, Schema>.Empty;
}
