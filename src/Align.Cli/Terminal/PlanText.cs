using System.Globalization;
using System.Text;
using Align.Training.Configuration;
using Align.Training.Configuration.Planning;

namespace Align.Cli.Terminal;

/// <summary>A plan as text.</summary>
internal static class PlanText
{
    private const int NameColumn = 42;

    /// <summary>The whole page.</summary>
    public static string Of(RunPlan plan)
    {
        var page = new StringBuilder();
        page.AppendLine("# Resolved configuration").Append(RunConfigWriter.Write(plan.Config)).AppendLine();
        AppendStages(page, plan);
        AppendModel(page, plan);
        AppendMemory(page, plan.Memory);
        return page.AppendLine("# Nothing was run.").ToString();
    }

    private static void AppendStages(StringBuilder page, RunPlan plan)
    {
        page.AppendLine("# Stages");
        for (var index = 0; index < plan.Config.Stages.Count; index++)
        {
            var stage = plan.Config.Stages[index];
            page.AppendLine(CultureInfo.InvariantCulture, $"{index}. {plan.Config.StageName(index)} ({stage.Type}){Steps(stage)}");
            foreach (var sentence in BatchArithmetic.Describe(stage, plan.Config.Runtime, plan.TrainPrompts, plan.Examples.GetValueOrDefault(index)))
            {
                page.Append("   ").AppendLine(sentence);
            }
        }
        page.AppendLine();
    }

    private static string Steps(StageConfig stage) =>
        stage.Trains ? $": {Counted.Of(stage.Steps, "step")}" : "";

    private static void AppendModel(StringBuilder page, RunPlan plan)
    {
        var shape = plan.Shape;
        var source = plan.Config.Model.EffectivePreset ?? plan.Config.Model.Config ?? plan.Config.Model.Path;
        page.AppendLine("# Model")
            .AppendLine(CultureInfo.InvariantCulture, $"{source}: {shape.ParameterCount:N0} parameters; vocabulary {shape.VocabSize:N0}, hidden {shape.HiddenSize:N0}, {shape.NumHiddenLayers} layers, {shape.NumAttentionHeads} heads, {shape.NumKeyValueHeads} key-value heads, feed-forward {shape.IntermediateSize:N0}")
            .AppendLine(CultureInfo.InvariantCulture, $"prompts of at most {plan.PromptTokens:N0} tokens seen; {shape.MaxPositionEmbeddings:N0} positions for prompt and completion")
            .AppendLine();
    }

    private static void AppendMemory(StringBuilder page, MemoryForecast memory)
    {
        page.AppendLine("# Memory forecast");
        foreach (var item in memory.Items.Where(item => item.Bytes > 0))
        {
            page.Append(item.Name.PadRight(NameColumn)).AppendLine(Mebibytes(item.Bytes));
        }
        page.Append("together, at most".PadRight(NameColumn)).AppendLine(Mebibytes(memory.TotalBytes)).AppendLine();
    }

    private static string Mebibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0,12:N1} MiB");
}
