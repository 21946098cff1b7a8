using System.ComponentModel.DataAnnotations;

namespace Align.Training.Configuration;

/// <summary>How text becomes token ids.</summary>
public sealed record TokenizerConfig
{
    /// <summary>The kind of tokenizer: <c>character</c>, one token a character.</summary>
    [AllowedValues("character")]
    public string Name { get; init; } = "character";

    /// <summary>The characters that have a token; with weights that bring a tokenizer.json, only those of that file are legal. Without it, those of that file, else the environment's alphabet.</summary>
    [MinLength(1)]
    public string? Alphabet { get; init; }
}
