using System.ComponentModel.DataAnnotations;

namespace Align.Rewards.JsonSchema;

/// <summary>The schema, and where the JSON text stands in a completion.</summary>
public sealed record JsonSchemaOptions
{
    /// <summary>The schema as JSON text. Default empty: the prompt's metadata have it under <c>json_schema</c>; where both are there, the prompt's counts.</summary>
    [MaxLength(100_000)]
    public string Schema { get; init; } = "";

    /// <summary>Where the JSON text stands. Default <see cref="JsonPlace.Whole"/>.</summary>
    public JsonPlace Place { get; init; } = JsonPlace.Whole;
}

/// <summary>Where a completion's JSON text stands.</summary>
public enum JsonPlace
{
    /// <summary>The whole completion is JSON, white space around it aside.</summary>
    Whole,

    /// <summary>In the last block between ``` marks, with or without a language; text may stand around it.</summary>
    Fenced,
}
