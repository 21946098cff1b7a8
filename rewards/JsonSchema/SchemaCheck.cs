using System.Text.Json;

namespace Align.Rewards.JsonSchema;

/// <summary>Checks one JSON value against a schema, with bounded work.</summary>
internal sealed class SchemaCheck(Schema root)
{
    private const int MaxChecks = 100_000;
    private const int MaxDepth = 256;
    private int _checks;
    private bool _exhausted;

    /// <summary>Whether the schema accepts the value; false where telling takes too much work, or the schema refers to itself without end.</summary>
    public bool Accepts(JsonElement value) => Accepts(root, value, 0) && !_exhausted;

    private bool Accepts(Schema schema, JsonElement value, int depth)
    {
        _exhausted |= ++_checks > MaxChecks || depth > MaxDepth;
        return !_exhausted
            && (schema.Types.IsEmpty || schema.Types.Any(type => IsOf(type, value)))
            && (schema.Values is not { } values || values.Any(allowed => JsonElement.DeepEquals(allowed, value)))
            && (schema.Reference is not { } name || Accepts(name.Length == 0 ? root : root.Definitions[name], value, depth + 1))
            && OfKind(schema, value, depth + 1)
            && schema.AllOf.All(part => Accepts(part, value, depth + 1))
            && (schema.AnyOf.IsEmpty || schema.AnyOf.Any(part => Accepts(part, value, depth + 1)))
            && (schema.OneOf.IsEmpty || schema.OneOf.Count(part => Accepts(part, value, depth + 1)) == 1)
            && (schema.Not is not { } no || !Accepts(no, value, depth + 1));
    }

    private bool OfKind(Schema schema, JsonElement value, int depth) => value.ValueKind switch
    {
        JsonValueKind.Object => Object(schema, value, depth),
        JsonValueKind.Array => Array(schema, value, depth),
        JsonValueKind.String => Text(schema, value.GetString()!),
        JsonValueKind.Number => Number(schema, value),
        _ => true,
    };

    private bool Object(Schema schema, JsonElement value, int depth)
    {
        var count = value.GetPropertyCount();
        return Within(schema, count, "minProperties", "maxProperties")
            && schema.Required.All(name => value.TryGetProperty(name, out _))
            && value.EnumerateObject().All(property => schema.Properties.TryGetValue(property.Name, out var own)
                ? Accepts(own, property.Value, depth)
                : schema.AdditionalProperties is not { } other || Accepts(other, property.Value, depth));
    }

    private bool Array(Schema schema, JsonElement value, int depth)
    {
        var items = value.EnumerateArray().ToList();
        return Within(schema, items.Count, "minItems", "maxItems")
            && items.Index().All(item => item.Index < schema.PrefixItems.Length
                ? Accepts(schema.PrefixItems[item.Index], item.Item, depth)
                : schema.Items is not { } other || Accepts(other, item.Item, depth))
            && (schema.Contains is not { } wanted || items.Any(item => Accepts(wanted, item, depth)))
            && (!schema.UniqueItems || AreDistinct(items));
    }

    private bool AreDistinct(List<JsonElement> items)
    {
        for (var i = 0; i < items.Count && !_exhausted; i++)
        {
            for (var j = 0; j < i; j++)
            {
                _exhausted |= ++_checks > MaxChecks;
                if (_exhausted || JsonElement.DeepEquals(items[i], items[j]))
                {
                    return false;
                }
            }
        }
        return !_exhausted;
    }

    private static bool Text(Schema schema, string text) =>
        (schema.Bounds.IsEmpty || Within(schema, text.EnumerateRunes().Count(), "minLength", "maxLength"))
        && (schema.Pattern is not { } pattern || pattern.IsMatch(text));

    private static bool Number(Schema schema, JsonElement value)
    {
        if (schema.Bounds.IsEmpty)
        {
            return true;
        }
        // Beyond decimal's range a number is compared by its sign, and is a multiple of nothing.
        var exact = value.TryGetDecimal(out var number);
        number = exact ? number : value.GetDouble() > 0 ? decimal.MaxValue : decimal.MinValue;
        return Bound(schema, "minimum", number, (least, it) => it >= least) && Bound(schema, "maximum", number, (most, it) => it <= most)
            && Bound(schema, "exclusiveMinimum", number, (least, it) => it > least) && Bound(schema, "exclusiveMaximum", number, (most, it) => it < most)
            && Bound(schema, "multipleOf", number, (step, it) => exact && it % step == 0);
    }

    private static bool Within(Schema schema, int count, string least, string most) =>
        Bound(schema, least, count, (bound, it) => it >= bound) && Bound(schema, most, count, (bound, it) => it <= bound);

    private static bool Bound(Schema schema, string keyword, decimal value, Func<decimal, decimal, bool> holds) =>
        !schema.Bounds.TryGetValue(keyword, out var bound) || holds(bound, value);

    private static bool IsOf(string type, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        JsonValueKind.String => type == "string",
        JsonValueKind.Number => type == "number" || (type == "integer" && IsWhole(value)),
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        _ => type == "null",
    };

    private static bool IsWhole(JsonElement value) =>
        value.TryGetDecimal(out var number) ? number == decimal.Truncate(number) : double.IsInteger(value.GetDouble());
}
