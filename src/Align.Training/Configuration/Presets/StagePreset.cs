namespace Align.Training.Configuration.Presets;

/// <summary>A named set of defaults of a <c>grpo</c> stage.</summary>
/// <param name="Name">Such as <c>trl/dapo</c>.</param>
/// <param name="Summary">One line for <c>align list presets</c>.</param>
/// <param name="Yaml">The keys; those that the stage gives itself win.</param>
public sealed record StagePreset(string Name, string Summary, string Yaml);
