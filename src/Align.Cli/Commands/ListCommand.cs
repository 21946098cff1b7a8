using System.CommandLine;
using System.Globalization;
using Align.Cli.Composition;
using Align.Core;
using Align.Models.Transformers;
using Align.Training.Configuration.Components;
using Align.Training.Configuration.Presets;

namespace Align.Cli.Commands;

/// <summary><c>align list</c>: what configurations can name. With a kind, everything that is known of each.</summary>
internal static class ListCommand
{
    private const int NameColumn = 30;

    public static Command Create(AlignComposition composition, CommandOutput output)
    {
        var kinds = Kinds(composition.Catalog);
        var kind = new Argument<string?>("KIND") { Description = $"One of {string.Join(", ", kinds.Keys)}; without it, all of them in short.", Arity = ArgumentArity.ZeroOrOne };
        kind.AcceptOnlyFromAmong([.. kinds.Keys]);
        var command = new Command("list", "Shows what configurations can name.") { kind };
        command.SetAction(parsed =>
        {
            var wanted = parsed.GetValue(kind);
            foreach (var (_, sections) in kinds.Where(pair => wanted is null || pair.Key == wanted))
            {
                foreach (var section in sections())
                {
                    Write(output.Output, section, isDetailed: wanted is not null);
                }
            }
            return (int)ExitCode.Success;
        });
        return command;
    }

    private static Dictionary<string, Func<IEnumerable<Section>>> Kinds(ComponentCatalog catalog) => new()
    {
        ["environments"] = () => [Of("environments", catalog.Environments)],
        ["rewards"] = () => [Of("rewards", catalog.Rewards)],
        ["losses"] = () =>
        [
            Of("losses of supervised fine-tuning (stage sft, key loss)", catalog.SupervisedLosses),
            Of("policy losses (stage grpo, key policy_loss)", catalog.PolicyLosses),
            Of("preference losses (preference stages, key losses)", catalog.PreferenceLosses),
        ],
        ["advantages"] = () => [Of("advantages (stage grpo, key advantage)", catalog.Advantages)],
        ["selectors"] = () => [Of("prompt selectors (stage grpo, key selector)", catalog.Selectors)],
        ["allocators"] = () => [Of("rollout allocators (stage grpo, key allocator)", catalog.Allocators)],
        ["token_weights"] = () => [Of("token weights (stage grpo, key token_weights)", catalog.TokenWeights)],
        ["presets"] = () => [new("presets (stage grpo, key preset)", [.. StagePresets.All.Select(Entry)])],
        ["models"] = () => [new("models (key model.preset)", [.. TransformerPresets.Names.Select(name => new ComponentDescription(name, Describe(TransformerPresets.Create(name, vocabSize: 1)), null, [], []))])],
    };

    private static void Write(TextWriter writer, Section section, bool isDetailed)
    {
        writer.WriteLine($"{section.Title}:");
        foreach (var entry in section.Entries)
        {
            writer.WriteLine($"  {entry.Name.PadRight(NameColumn)} {entry.Summary}{(entry.Source is { } source ? $" ({source})" : "")}");
            if (isDetailed)
            {
                WriteDetails(writer, entry);
            }
        }
    }

    private static void WriteDetails(TextWriter writer, ComponentDescription entry)
    {
        if (entry.Traits.Count > 0)
        {
            writer.WriteLine($"    traits: {string.Join(", ", entry.Traits)}");
        }
        foreach (var option in entry.Options)
        {
            writer.WriteLine($"    {option.Key}: {option.Default}{(option.Allowed.Length > 0 ? $"   # {option.Allowed}" : "")}");
        }
    }

    private static Section Of(string title, IEnumerable<INamedComponent> components) => new(title, [.. components.Select(ComponentDescription.Of)]);

    private static ComponentDescription Entry(StagePreset preset) =>
        new(preset.Name, preset.Summary, null, [], [.. preset.Yaml.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Option)]);

    private static OptionDescription Option(string line)
    {
        var parts = line.Split(": ", 2);
        return new(parts[0], parts[1], "");
    }

    private static string Describe(TransformerConfig shape) => string.Create(
        CultureInfo.InvariantCulture,
        $"hidden {shape.HiddenSize}, {shape.NumHiddenLayers} layers, {shape.NumAttentionHeads} heads, {shape.NumKeyValueHeads} key-value heads, feed-forward {shape.IntermediateSize}, {shape.MaxPositionEmbeddings} positions; {(shape.ParameterCount - shape.HiddenSize) / 1e6:0.00} M parameters without embedding");

    private sealed record Section(string Title, IReadOnlyList<ComponentDescription> Entries);
}
