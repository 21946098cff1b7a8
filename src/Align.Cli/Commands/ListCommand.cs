using System.CommandLine;
using System.Globalization;
using Align.Cli.Composition;
using Align.Core;
using Align.Models.Transformers;
using Align.Training.Configuration;
using Align.Training.Configuration.Components;

namespace Align.Cli.Commands;

/// <summary><c>align list</c>: what configurations can name.</summary>
internal static class ListCommand
{
    private const int NameColumn = 16;

    public static Command Create(AlignComposition composition, CommandOutput output)
    {
        var kinds = new Dictionary<string, Func<IEnumerable<(string Name, string Summary)>>>
        {
            ["environments"] = () => Components(composition.Catalog.Environments),
            ["rewards"] = () => Components(composition.Catalog.Rewards),
            ["losses"] = Losses,
            ["presets"] = Presets,
        };
        var kind = new Argument<string?>("KIND") { Description = $"One of {string.Join(", ", kinds.Keys)}; without it, all of them.", Arity = ArgumentArity.ZeroOrOne };
        kind.AcceptOnlyFromAmong([.. kinds.Keys]);
        var command = new Command("list", "Shows what configurations can name.") { kind };
        command.SetAction(parsed =>
        {
            var wanted = parsed.GetValue(kind);
            foreach (var (name, items) in kinds.Where(pair => wanted is null || pair.Key == wanted))
            {
                Write(output.Output, name, items());
            }
            return (int)ExitCode.Success;
        });
        return command;
    }

    private static void Write(TextWriter writer, string title, IEnumerable<(string Name, string Summary)> items)
    {
        writer.WriteLine($"{title}:");
        foreach (var (name, summary) in items)
        {
            writer.WriteLine($"  {name.PadRight(NameColumn)} {summary}");
        }
    }

    private static IEnumerable<(string Name, string Summary)> Components(IEnumerable<INamedComponent> components) =>
        components.Select(component => (component.Name, component.Summary));

    private static IEnumerable<(string Name, string Summary)> Losses() =>
        Enum.GetValues<LossType>().Select(loss => loss switch
        {
            LossType.Grpo => ("grpo", "clipped policy loss, mean over each completion, then over completions (arXiv:2402.03300)"),
            LossType.DrGrpo => ("dr_grpo", "clipped policy loss, divided by completions × max_completion_length (arXiv:2503.20783)"),
            LossType.Dapo => ("dapo", "clipped policy loss, mean over the tokens of the optimizer step (arXiv:2503.14476)"),
            LossType.Bnpo => ("bnpo", "clipped policy loss, mean over the tokens of the optimizer step, as dapo: micro-batches never weigh"),
            _ => throw new InvalidOperationException($"loss {loss} has no line here"),
        });

    private static IEnumerable<(string Name, string Summary)> Presets() =>
        TransformerPresets.Names.Select(name => (name, Describe(TransformerPresets.Create(name, vocabSize: 1))));

    private static string Describe(TransformerConfig shape) => string.Create(
        CultureInfo.InvariantCulture,
        $"hidden {shape.HiddenSize}, {shape.NumHiddenLayers} layers, {shape.NumAttentionHeads} heads, {shape.NumKeyValueHeads} key-value heads, feed-forward {shape.IntermediateSize}, {shape.MaxPositionEmbeddings} positions; {(shape.ParameterCount - shape.HiddenSize) / 1e6:0.00} M parameters without embedding");
}
