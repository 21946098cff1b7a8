using System.Globalization;
using System.Reflection;
using System.Text;
using System.Xml.Linq;
using Align.Algorithms.Divergences;
using Align.Training.Configuration;
using Align.Training.Configuration.Binding;
using Align.Training.Configuration.Components;
using Align.Training.Configuration.Yaml;
using Align.Training.Studies;

namespace Align.Tests.Cli;

/// <summary>Writes docs/configuration.md from the records, their attributes and their XML documentation.</summary>
internal sealed class ConfigurationReference(ComponentCatalog catalog)
{
    private readonly Dictionary<string, XElement> _members = [];
    private readonly StringBuilder _page = new();
    private readonly SortedDictionary<string, Type> _enums = new(StringComparer.Ordinal);

    public string Write()
    {
        _page.Append(File.ReadAllText(RepositoryFiles.Path("tests", "Cli", "fixtures", "configuration.intro.md")));
        Section("The run", "", typeof(RunConfig));
        Section("`model`", "model", typeof(ModelConfig));
        Section("`model.overrides`", "model.overrides", typeof(ModelOverrides));
        Section("`tokenizer`", "tokenizer", typeof(TokenizerConfig));
        Components("environment", catalog.Environments);
        Section("`rewards`", "rewards", typeof(RewardConfig));
        Section("`rewards.limits`", "rewards.limits", typeof(WorkerLimits));
        foreach (var component in catalog.PluginRewards)
        {
            Component("rewards", component, kind: "key");
        }
        Components("rewards", catalog.Rewards);
        Section("`runtime`", "runtime", typeof(RuntimeConfig));
        Section("`checkpoint`", "checkpoint", typeof(CheckpointConfig));
        Section("`logging`", "logging", typeof(LoggingConfig));
        foreach (var (name, type, _) in StageTypes.All)
        {
            Section($"`stages`, type `{name}`", "stages", type);
        }
        StageParts();
        Section("A study", "", typeof(StudyConfig));
        Section("`metrics` of a study", "metrics", typeof(MetricColumn));
        Section("`at` of a study", "at", typeof(ColumnAt));
        Section("`plots` of a study", "plots", typeof(PlotConfig));
        Enums();
        return _page.ToString();
    }

    /// <summary>The documentation of a type, a property or a value of an enumeration, as Markdown.</summary>
    public string Summary(string member, Assembly assembly)
    {
        if (_members.Count == 0 || !_members.ContainsKey(member))
        {
            Load(assembly);
        }
        return _members.TryGetValue(member, out var summary) ? Markdown(summary) : "";
    }

    private void StageParts()
    {
        Section("`stages.lora`", "stages.lora", typeof(LoraConfig));
        Section("`stages.dars_b`", "stages.dars_b", typeof(DarsBConfig));
        Section("`stages.kl_in_reward`", "stages.kl_in_reward", typeof(KlInRewardConfig));
        Section("`stages.kl_in_reward.adaptive`", "stages.kl_in_reward.adaptive", typeof(AdaptiveKl));
        Section("`stages.ofs`", "stages.ofs", typeof(OfsConfig));
        Section("`stages.token_masks`", "stages.token_masks", typeof(TokenMaskConfig));
        Components("stages.loss", catalog.SupervisedLosses);
        Section("`stages.domains`", "stages.domains", typeof(PreferenceDomainConfig));
        Components("stages.policy_loss", catalog.PolicyLosses);
        Components("stages.advantage", catalog.Advantages);
        Components("stages.selector", catalog.Selectors);
        Components("stages.allocator", catalog.Allocators);
        Components("stages.token_weights", catalog.TokenWeights);
        Components("stages.losses", catalog.PreferenceLosses, typeof(PreferenceLossConfig));
    }

    private void Section(string title, string path, Type type)
    {
        _page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n{Summary($"T:{type.FullName}", type.Assembly)}\n\n");
        Table(Slot.Of(Activator.CreateInstance(type)!).Where(slot => slot.Type != typeof(object)), path);
    }

    private void Components(string path, IEnumerable<INamedComponent> components, Type? owner = null)
    {
        foreach (var component in components)
        {
            Component(path, component, owner);
        }
    }

    private void Component(string path, INamedComponent component, Type? owner = null, string kind = "name")
    {
        _page.Append(CultureInfo.InvariantCulture, $"\n## `{path}`, {kind} `{component.Name}`\n\n{Summary($"T:{component.OptionsType.FullName}", component.OptionsType.Assembly)}\n\n");
        var ownSlots = owner is null ? [] : Slot.Of(Activator.CreateInstance(owner)!).Where(slot => slot.Type != typeof(object) && slot.Key != "name");
        var slots = ownSlots.Concat(Slot.Of(component.CreateDefaultOptions())).ToList();
        if (slots.Count == 0)
        {
            _page.Append("It has no options.\n");
            return;
        }
        Table(slots, path);
    }

    private void Table(IEnumerable<Slot> slots, string path)
    {
        _page.Append("| key | type | default | allowed | meaning |\n|---|---|---|---|---|\n");
        foreach (var slot in slots)
        {
            var meaning = Summary($"P:{slot.Property.DeclaringType!.FullName}.{slot.Property.Name}", slot.Property.DeclaringType.Assembly);
            Assert.False(string.IsNullOrWhiteSpace(meaning), $"{path}.{slot.Key} has no documentation");
            _page.Append(CultureInfo.InvariantCulture, $"| `{slot.Key}` | {TypeName(slot.Type)}{(slot.IsNullable ? " or null" : "")} | {Default(slot)} | {AllowedText.Of(slot)} | {meaning.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }
    }

    private string TypeName(Type type)
    {
        if (ListTypes.ItemType(type) is { } item)
        {
            return $"list of {TypeName(item)}";
        }
        if (type.IsEnum)
        {
            _enums[type.Name] = type;
            return "name";
        }
        return type switch
        {
            _ when type == typeof(string) => "text",
            _ when type == typeof(bool) => "boolean",
            _ when type == typeof(int) || type == typeof(long) => "whole number",
            _ when type == typeof(double) || type == typeof(float) => "number",
            _ => "mapping",
        };
    }

    private static string Default(Slot slot)
    {
        if (slot.IsRequired)
        {
            return "**required**";
        }
        if (slot.Property.GetCustomAttribute<DefaultTextAttribute>() is { } words)
        {
            return words.Text;
        }
        return slot.Value switch
        {
            { } map when MapTypes.ValueType(map.GetType()) is not null => "`{}`",
            System.Collections.IEnumerable list and not string => $"`[{string.Join(", ", list.Cast<object>().Select(Scalar))}]`",
            { } value when !ScalarConversion.IsScalar(value.GetType()) => "its defaults",
            var value => $"`{Scalar(value)}`",
        };
    }

    private static string Scalar(object? value) => value is Enum name ? KeyPath.ToSnakeCase(name.ToString()) : AllowedText.Invariant(value);

    private void Enums()
    {
        _page.Append("\n## Named values\n");
        foreach (var type in _enums.Values)
        {
            _page.Append(CultureInfo.InvariantCulture, $"\n{Summary($"T:{type.FullName}", type.Assembly)}\n\n");
            foreach (var name in Enum.GetNames(type))
            {
                _page.Append(CultureInfo.InvariantCulture, $"* `{KeyPath.ToSnakeCase(name)}`: {Summary($"F:{type.FullName}.{name}", type.Assembly)}\n");
            }
        }
    }

    private void Load(Assembly assembly)
    {
        var path = Path.ChangeExtension(Path.Combine(AppContext.BaseDirectory, Path.GetFileName(assembly.Location)), ".xml");
        foreach (var member in XDocument.Load(path).Descendants("member"))
        {
            if (member.Element("summary") is { } summary)
            {
                _members[(string)member.Attribute("name")!] = summary;
            }
        }
    }

    private static string Markdown(XElement summary)
    {
        var text = string.Concat(summary.Nodes().Select(node => node switch
        {
            XText words => words.Value,
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "see" or "paramref" } reference => Reference(reference),
            _ => "",
        }));
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Reference(XElement reference)
    {
        var target = (string?)reference.Attribute("cref") ?? (string?)reference.Attribute("langword") ?? (string?)reference.Attribute("name") ?? "";
        var name = target.Split('.')[^1].Split('`')[0];
        return $"`{KeyPath.ToSnakeCase(name.EndsWith("StageConfig", StringComparison.Ordinal) ? name[..^"StageConfig".Length] : name)}`";
    }
}
