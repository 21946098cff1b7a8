using System.Text.Json;

namespace Align.Envs.Instructions;

/// <summary>One constraint.</summary>
/// <param name="Type">Its name; the reward <c>instructions</c> knows the same ones.</param>
/// <param name="Family">Its family.</param>
/// <param name="Sentence">What the prompt says.</param>
internal sealed record InstructionConstraint(string Type, InstructionFamily Family, string Sentence)
{
    /// <summary>The word, sign or beginning that it is about; "" where it is about none.</summary>
    public string Text { get; init; } = "";

    /// <summary>The least and the most, where it counts.</summary>
    public (int Least, int Most) Range { get; init; } = (0, int.MaxValue);

    /// <summary>The keys of an object.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Columns of a table.</summary>
    public int Columns { get; init; }

    /// <summary>Whether an empty-handed answer of any kind would keep it.</summary>
    public bool IsNegative => Type is "exclude" or "forbid" or "case" or "script";

    /// <summary>The constraint as the reward reads it.</summary>
    public IReadOnlyDictionary<string, object> ToFacts()
    {
        var facts = new Dictionary<string, object> { ["type"] = Type };
        if (Text.Length > 0)
        {
            facts["text"] = Text;
        }
        if (Range.Least > 0)
        {
            facts["min"] = Range.Least;
        }
        if (Range.Most < int.MaxValue)
        {
            facts["max"] = Range.Most;
        }
        if (Keys.Count > 0)
        {
            facts["keys"] = Keys;
        }
        if (Columns > 0)
        {
            facts["columns"] = Columns;
        }
        return facts;
    }

    /// <summary>All constraints of an instruction as JSON, in their order.</summary>
    public static string Write(IEnumerable<InstructionConstraint> constraints) => JsonSerializer.Serialize(constraints.Select(constraint => constraint.ToFacts()));
}
