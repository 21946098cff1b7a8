namespace Align.Envs.Instructions;

/// <summary>Which constraints cannot stand together. What is left to numbers, the witness decides: where none can be made, the draw is thrown away.</summary>
internal static class InstructionConflicts
{
    /// <summary>Whether a constraint can join others.</summary>
    public static bool Fits(InstructionConstraint added, IReadOnlyList<InstructionConstraint> others) => !others.Any(other => Clash(added, other) || Clash(other, added));

    private static bool Clash(InstructionConstraint one, InstructionConstraint other) => (one.Type, other.Type) switch
    {
        // Of one kind there is one, but for words, of which each has one constraint.
        ("include" or "exclude", "include" or "exclude") => one.Text == other.Text,
        ("forbid", "forbid") => one.Text == other.Text,
        _ when one.Type == other.Type => true,
        // A text has one form, and in a form of its own no sentences, paragraphs, beginning and end of its own.
        _ when one.Family == InstructionFamily.Format && other.Family == InstructionFamily.Format => true,
        (_, "sentences" or "paragraphs" or "begin" or "end") when one.Family == InstructionFamily.Format => true,
        // Given beginnings, ends and keys have letters of both sizes, or small ones.
        ("case", "begin" or "end" or "json") => true,
        ("json", "forbid") => other.Text == ",",
        ("json", "include" or "exclude") => one.Keys.Contains(other.Text),
        _ => false,
    };
}
