namespace Align.Training.Configuration;

/// <summary>The rules between a stage's losses and the weights that it gives to tokens.</summary>
internal static class TokenMaskChecks
{
    /// <summary>What contradicts; places are left empty.</summary>
    public static IEnumerable<ConfigurationProblem> Problems(RunConfig config) =>
        from index in Enumerable.Range(0, config.Stages.Count)
        let stage = config.Stages[index] as PreferenceStageConfig
        where stage is not null
        let problem = Problem($"stages.{index}.token_masks", stage)
        where problem is not null
        select problem;

    private static ConfigurationProblem? Problem(string key, PreferenceStageConfig stage)
    {
        var readers = stage.Losses.Where(loss => loss.Loss.Traits.ReadsTokenWeights).ToList();
        return (stage.TokenMasks, readers) switch
        {
            (null, []) => null,
            (null, [var loss, ..]) => new("", key, $"missing, and the loss {loss.Name} weighs tokens", Remedy: loss.Loss.Traits.TrainsTokenWeights
                ? "write token_masks: { module: simple_all } for learned masks; align list losses shows which losses read weights"
                : "write token_masks: { module: activations }"),
            (_, []) => new("", key, "no loss of the stage reads token weights", Remedy: "remove the key, or take a loss that does, such as sparsepo or mapo"),
            ({ IsLearned: true } masks, _) when !readers.Exists(loss => loss.Loss.Traits.TrainsTokenWeights) => new(
                "", $"{key}.module", $"{Yaml.KeyPath.ToSnakeCase(masks.Module.ToString())} is learned, and the loss {readers[0].Name} lets no gradient through to it", Remedy: "set module to activations, oracle or random, or take the loss sparsepo"),
            _ => null,
        };
    }
}
