using System.CommandLine;
using System.Globalization;
using Align.Cli.Composition;
using Align.Core;
using Align.Models.Transformers;
using Align.Training.Configuration.Components;

namespace Align.Cli.Commands;

/// <summary><c>align list</c>: what configurations can name.</summary>
internal static class ListCommand
{
    private const int NameColumn = 30;

    public static Command Create(AlignComposition composition, CommandOutput output)
    {
        var kinds = new Dictionary<string, Func<IEnumerable<(string Name, string Summary)>>>
        {
            ["environments"] = () => Components(composition.Catalog.Environments),
            ["rewards"] = () => Components(composition.Catalog.Rewards),
            ["losses"] = () => Components([.. composition.Catalog.PolicyLosses, .. composition.Catalog.PreferenceLosses]),
            ["advantages"] = () => Components(composition.Catalog.Advantages),
            ["models"] = Models,
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

    private static IEnumerable<(string Name, string Summary)> Models() =>
        TransformerPresets.Names.Select(name => (name, Describe(TransformerPresets.Create(name, vocabSize: 1))));

    private static string Describe(TransformerConfig shape) => string.Create(
        CultureInfo.InvariantCulture,
        $"hidden {shape.HiddenSize}, {shape.NumHiddenLayers} layers, {shape.NumAttentionHeads} heads, {shape.NumKeyValueHeads} key-value heads, feed-forward {shape.IntermediateSize}, {shape.MaxPositionEmbeddings} positions; {(shape.ParameterCount - shape.HiddenSize) / 1e6:0.00} M parameters without embedding");
}
