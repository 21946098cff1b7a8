using System.ComponentModel.DataAnnotations;
using Align.Training.Configuration.Components;
using Align.Training.Configuration.Presets;
using Align.Training.Configuration.Yaml;
using Align.Training.Verification;

namespace Align.Training.Configuration.Binding;

/// <summary>Binds nodes to records by the records' own types and attributes, and collects everything that is wrong.</summary>
/// <param name="catalog">The components that a configuration can name.</param>
/// <param name="folder">Where relative paths start.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class RecordBinder(ComponentCatalog catalog, string folder, List<ConfigurationProblem> problems)
{
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);

    /// <summary>Where a key stands, or the nearest mapping around it.</summary>
    public string PlaceOf(string path)
    {
        while (path.Length > 0 && !_places.ContainsKey(path))
        {
            path = KeyPath.Parent(path);
        }
        return _places.GetValueOrDefault(path, "");
    }

    /// <summary>A record of <paramref name="type"/> with the node's values; where some are wrong, their defaults stay.</summary>
    /// <param name="type">A record type, or a closed set of records told apart by a key.</param>
    /// <param name="node">The node.</param>
    /// <param name="path">The node's path.</param>
    /// <returns>The record, or <see langword="null"/> where not even its type is known.</returns>
    public object? Bind(Type type, ConfigNode node, string path)
    {
        _places.TryAdd(path, node.Where);
        if (node is not MappingNode mapping)
        {
            problems.Add(new(node.Where, path, $"expected a mapping of keys, found {node.Kind}"));
            return null;
        }
        if (type == typeof(StageConfig))
        {
            return BindStage(mapping, path);
        }
        if (type == typeof(RewardConfig) && catalog.PluginRewards.FirstOrDefault(kind => mapping.Find(kind.Name) is not null) is { } plugin)
        {
            return BindPlugin(plugin, mapping, path);
        }
        return catalog.NamedBy(type) is { } named
            ? BindComponent(type, named.Kind, named.Components, mapping, path)
            : BindRecord(Activator.CreateInstance(type)!, mapping, path);
    }

    private object? BindStage(MappingNode mapping, string path)
    {
        var kinds = StageTypes.All.Select(kind => kind.Name).ToList();
        if (Choose(mapping, path, "type", kinds, "stage types") is not { } name)
        {
            return null;
        }
        var stage = StageTypes.All.Single(kind => kind.Name == name).Create();
        var whole = stage is GrpoStageConfig ? StagePresets.Apply(mapping, path, problems) : mapping;
        return BindRecord(stage, whole, path, discriminator: "type");
    }

    private object? BindComponent(Type type, string kind, IReadOnlyList<INamedComponent> components, MappingNode mapping, string path)
    {
        var owner = Activator.CreateInstance(type)!;
        var usual = mapping.Find("name") is null ? (string?)type.GetProperty(nameof(RewardConfig.Name))!.GetValue(owner) : null;
        if ((usual ?? Choose(mapping, path, "name", [.. components.Select(component => component.Name)], kind)) is not { } name)
        {
            return null;
        }
        var options = components.Single(component => component.Name == name).CreateDefaultOptions();
        type.GetProperty(nameof(RewardConfig.Options))!.SetValue(owner, options);
        var slots = Slot.Of(owner).Where(slot => slot.Type != typeof(object)).Concat(Slot.Of(options)).ToList();
        BindSlots(slots, mapping, path, discriminator: null);
        CheckWhole(options, slots, path);
        return owner;
    }

    // Its own name may be left out: its files have one.
    private RewardConfig BindPlugin(Component<IRewardSource> plugin, MappingNode mapping, string path)
    {
        var options = plugin.CreateDefaultOptions();
        var owner = new RewardConfig { Name = "", Isolation = RewardIsolation.Process, Options = options };
        var slots = Slot.Of(owner)
            .Where(slot => slot.Type != typeof(object) && (slot.Property.Name != nameof(RewardConfig.Name) || mapping.Find(slot.Key) is not null))
            .Concat(Slot.Of(options)).ToList();
        var before = problems.Count;
        BindSlots(slots, mapping, path, discriminator: null);
        if (problems.Count > before)
        {
            return owner;
        }
        var placed = (IPluginRewardOptions)((IPluginRewardOptions)options).At(folder);
        var limits = owner.Limits ?? (owner.Isolation == RewardIsolation.Process ? new WorkerLimits() : null);
        return owner with { Options = placed, Limits = limits, Name = owner.Name.Length > 0 ? owner.Name : placed.DefaultName };
    }

    private string? Choose(MappingNode mapping, string path, string key, List<string> names, string kind)
    {
        if (mapping.Find(key) is not { } entry)
        {
            problems.Add(new(mapping.Where, KeyPath.Append(path, key), "missing", string.Join(", ", names)));
            return null;
        }
        if (entry.Value is ScalarNode scalar && names.Contains(scalar.Value))
        {
            return scalar.Value;
        }
        var nearest = entry.Value is ScalarNode word ? NearestKey.Find(word.Value, names) : null;
        problems.Add(new(entry.Value.Where, KeyPath.Append(path, key), $"{entry.Value.Kind} is not among the {kind}", string.Join(", ", names), nearest is null ? null : $"did you mean '{nearest}'?"));
        return null;
    }

    private object BindRecord(object record, MappingNode mapping, string path, string? discriminator = null)
    {
        var slots = Slot.Of(record);
        BindSlots(slots, mapping, path, discriminator);
        CheckWhole(record, slots, path);
        return record;
    }

    private void BindSlots(IReadOnlyList<Slot> slots, MappingNode mapping, string path, string? discriminator)
    {
        foreach (var entry in mapping.Entries)
        {
            var keyPath = KeyPath.Append(path, entry.Key);
            _places[keyPath] = entry.Where;
            if (slots.FirstOrDefault(slot => slot.Key == entry.Key) is { } slot)
            {
                BindSlot(slot, entry.Value, keyPath);
            }
            else if (entry.Key != discriminator)
            {
                ReportUnknown(entry, keyPath, slots);
            }
        }
        foreach (var slot in slots.Where(slot => slot.IsRequired && mapping.Find(slot.Key) is null))
        {
            problems.Add(new(mapping.Where, KeyPath.Append(path, slot.Key), "missing", Allowed(slot)));
        }
    }

    private void ReportUnknown(MappingEntry entry, string keyPath, IReadOnlyList<Slot> slots)
    {
        var nearest = NearestKey.Find(entry.Key, slots.Select(slot => slot.Key));
        var (allowed, remedy) = nearest is null
            ? (string.Join(", ", slots.Select(slot => slot.Key)), null)
            : ((string?)null, $"did you mean '{nearest}'?");
        problems.Add(new(entry.Where, keyPath, "unknown key", allowed, remedy));
    }

    private void BindSlot(Slot slot, ConfigNode node, string path)
    {
        if (node is ScalarNode { IsNull: true })
        {
            if (slot.IsNullable)
            {
                slot.Set(null);
            }
            else
            {
                problems.Add(new(node.Where, path, "has no value", Allowed(slot), "give one or remove the key"));
            }
            return;
        }
        if (slot.NoneIsEmpty && node is ScalarNode { IsPlain: true, Value: "none" })
        {
            slot.Set(ListTypes.Create(slot.Type, []));
            return;
        }
        if (Convert(slot.Type, node, path, Allowed(slot)) is not { } value)
        {
            return;
        }
        if (slot.Checks.FirstOrDefault(check => !check.IsValid(value)) is { } failed)
        {
            problems.Add(new(node.Where, path, $"{Describe(node)} is out of range", AllowedText.Of(failed)));
            return;
        }
        slot.Set(value is string name && slot.IsFilePath ? Path.GetFullPath(name, folder) : value);
    }

    private object? Convert(Type type, ConfigNode node, string path, string? allowed)
    {
        if (ListTypes.ItemType(type) is { } item)
        {
            return ConvertList(type, item, node, path);
        }
        if (MapTypes.ValueType(type) is { } value)
        {
            return ConvertMap(type, value, node, path);
        }
        if (type == typeof(ConfigValue))
        {
            return new ConfigValue(node);
        }
        if (!ScalarConversion.IsScalar(type))
        {
            return Bind(type, node, path);
        }
        if (node is not ScalarNode scalar)
        {
            problems.Add(new(node.Where, path, $"expected {ScalarConversion.Expected(type)}, found {node.Kind}", allowed));
            return null;
        }
        var conversion = ScalarConversion.Convert(scalar, type);
        if (conversion.Problem is not null)
        {
            problems.Add(new(node.Where, path, conversion.Problem, allowed, conversion.Remedy));
        }
        return conversion.Value;
    }

    private object? ConvertList(Type type, Type itemType, ConfigNode node, string path)
    {
        if (node is not SequenceNode sequence)
        {
            problems.Add(new(node.Where, path, $"expected a list, found {node.Kind}", Remedy: ListRemedy(itemType, node, path)));
            return null;
        }
        var allowed = itemType.IsEnum ? string.Join(", ", AllowedText.EnumNames(itemType)) : null;
        var items = sequence.Items
            .Select((item, index) => Convert(itemType, item, KeyPath.Append(path, index), allowed))
            .ToList();
        return items.Contains(null) ? null : ListTypes.Create(type, items);
    }

    private string ListRemedy(Type itemType, ConfigNode node, string path) => node switch
    {
        ScalarNode scalar when catalog.NamedBy(itemType) is not null => $"write {KeyPath.Last(path)}: [{{ name: {scalar.Value} }}]",
        ScalarNode scalar when ScalarConversion.IsScalar(itemType) => $"write [{scalar.Value}]",
        _ => "begin each item with '- '",
    };

    private object? ConvertMap(Type type, Type valueType, ConfigNode node, string path)
    {
        if (node is not MappingNode mapping)
        {
            problems.Add(new(node.Where, path, $"expected a mapping of names, found {node.Kind}"));
            return null;
        }
        var entries = new List<(string Key, object Value)>();
        foreach (var entry in mapping.Entries)
        {
            var keyPath = KeyPath.Append(path, entry.Key);
            _places[keyPath] = entry.Where;
            if (Convert(valueType, entry.Value, keyPath, null) is { } value)
            {
                entries.Add((entry.Key, value));
            }
        }
        return entries.Count == mapping.Entries.Count ? MapTypes.Create(type, entries) : null;
    }

    private void CheckWhole(object record, IReadOnlyList<Slot> slots, string path)
    {
        var prefix = path.Length == 0 ? "" : path + ".";
        var alreadyBad = problems.Any(problem => problem.Key == path || (path.Length > 0 && problem.Key.StartsWith(prefix, StringComparison.Ordinal)));
        if (alreadyBad || record is not IValidatableObject whole)
        {
            return;
        }
        foreach (var result in whole.Validate(new ValidationContext(record)))
        {
            var member = result.MemberNames.FirstOrDefault();
            var slot = slots.FirstOrDefault(candidate => candidate.Property.Name == member);
            var key = slot is null ? path : KeyPath.Append(path, slot.Key);
            problems.Add(new(PlaceOf(key), key, result.ErrorMessage ?? "not legal"));
        }
    }

    private static string Describe(ConfigNode node) => node switch
    {
        ScalarNode { IsPlain: true } scalar => scalar.Value,
        ScalarNode scalar => $"\"{scalar.Value}\"",
        SequenceNode { Items.Count: 0 } => "an empty list",
        _ => node.Kind,
    };

    private static string? Allowed(Slot slot) => AllowedText.Of(slot) is { Length: > 0 } text ? text : null;
}
