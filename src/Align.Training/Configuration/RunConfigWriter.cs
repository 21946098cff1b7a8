using System.Text;
using System.Text.RegularExpressions;
using Align.Training.Configuration.Binding;

namespace Align.Training.Configuration;

/// <summary>Writes the resolved configuration: every key with its value, as YAML that loads back to an equal <see cref="RunConfig"/>.</summary>
public static partial class RunConfigWriter
{
    /// <summary>The YAML of a configuration.</summary>
    public static string Write(RunConfig config)
    {
        var text = new StringBuilder();
        WriteSlots(text, Slot.Of(config), 0);
        return text.ToString();
    }

    /// <summary>The YAML of one reward, which <see cref="RunConfigLoader.LoadReward"/> reads.</summary>
    public static string WriteReward(RewardConfig reward)
    {
        var text = new StringBuilder();
        WriteRecord(text, reward, 0);
        return text.ToString();
    }

    private static void WriteSlots(StringBuilder text, IReadOnlyList<Slot> slots, int indent)
    {
        foreach (var slot in slots)
        {
            text.Append(' ', indent).Append(slot.Key).Append(':');
            WriteValue(text, slot.Value, slot.Type, indent);
        }
    }

    // A list is written by the type that its record declares: the compiler's own list types have no other sign.
    private static void WriteValue(StringBuilder text, object? value, Type type, int indent)
    {
        if (value is null || ScalarConversion.IsScalar(value.GetType()))
        {
            text.Append(' ').AppendLine(Scalar(value));
        }
        else if (ListTypes.ItemType(type) is { } itemType)
        {
            WriteList(text, ((System.Collections.IEnumerable)value).Cast<object?>().ToList(), ScalarConversion.IsScalar(itemType), indent);
        }
        else
        {
            text.AppendLine();
            WriteRecord(text, value, indent + 2);
        }
    }

    private static void WriteList(StringBuilder text, List<object?> items, bool ofScalars, int indent)
    {
        if (ofScalars || items.Count == 0)
        {
            text.Append(" [").AppendJoin(", ", items.Select(Scalar)).AppendLine("]");
            return;
        }
        text.AppendLine();
        foreach (var item in items)
        {
            var block = new StringBuilder();
            WriteRecord(block, item!, indent + 4);
            block[indent + 2] = '-';
            text.Append(block);
        }
    }

    private static void WriteRecord(StringBuilder text, object record, int indent)
    {
        if (record is StageConfig stage)
        {
            text.Append(' ', indent).Append("type: ").AppendLine(stage.Type);
        }
        var slots = Slot.Of(record);
        WriteSlots(text, [.. slots.Where(slot => slot.Type != typeof(object))], indent);
        foreach (var options in slots.Where(slot => slot.Type == typeof(object)))
        {
            WriteSlots(text, Slot.Of(options.Value!), indent);
        }
    }

    private static string Scalar(object? value) => value switch
    {
        Enum name => Yaml.KeyPath.ToSnakeCase(name.ToString()),
        string plain when PlainText().IsMatch(plain) && !Reserved().IsMatch(plain) => plain,
        string other => Quote(other),
        _ => AllowedText.Invariant(value),
    };

    private static string Quote(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in value)
        {
            quoted.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                < ' ' or (>= '\x7f' and <= '\xa0') or '\u2028' or '\u2029' or '\ufeff' or '\ufffe' or '\uffff' => $"\\u{(int)letter:x4}",
                _ => letter.ToString(),
            });
        }
        return quoted.Append('"').ToString();
    }

    [GeneratedRegex(@"\A[A-Za-z_/.][A-Za-z0-9_/.+-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainText();

    [GeneratedRegex(@"\A(true|false|null|yes|no|on|off|y|n|\.inf|\.nan|[0-9.]+)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reserved();
}
