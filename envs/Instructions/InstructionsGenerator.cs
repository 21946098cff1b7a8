using Align.Core;

namespace Align.Envs.Instructions;

/// <summary>Draws a topic and constraints of different kinds that fit together, and a text that keeps them all.</summary>
internal sealed class InstructionsGenerator(InstructionsOptions options)
{
    private const int MostDraws = 2_000;

    private readonly HeldOut _heldOut = new(options.Seed, InstructionsStreams.Split);

    /// <summary>The instruction at an index of the split.</summary>
    /// <exception cref="ArgumentException">The families hardly ever give so many constraints that fit together.</exception>
    public (string Topic, IReadOnlyList<InstructionConstraint> Constraints, string Witness) Create(PromptSplit split, long index)
    {
        var draw = new InstructionDraw(RandomStream.Create(options.Seed, RandomPurpose.Environment, InstructionsStreams.Problem, index, (int)split));
        return Draw(draw, split, options.MinConstraints + draw.Below(options.MaxConstraints - options.MinConstraints + 1));
    }

    /// <summary>Refuses options that leave a number of constraints without instructions.</summary>
    /// <exception cref="ArgumentException">They do; the message says what to change.</exception>
    public void RequireInstructions()
    {
        for (var count = options.MinConstraints; count <= options.MaxConstraints; count++)
        {
            Draw(new InstructionDraw(RandomStream.Create(options.Seed, RandomPurpose.Environment, InstructionsStreams.Problem, -count)), PromptSplit.Train, count);
            Draw(new InstructionDraw(RandomStream.Create(options.Seed, RandomPurpose.Environment, InstructionsStreams.Problem, -count)), PromptSplit.Test, count);
        }
    }

    private (string Topic, IReadOnlyList<InstructionConstraint> Constraints, string Witness) Draw(InstructionDraw draw, PromptSplit split, int count)
    {
        for (var attempt = 0; attempt < MostDraws; attempt++)
        {
            var (topic, constraints) = (draw.Any(InstructionVocabulary.Topics), Constraints(draw, count));
            if (constraints.Count == count
                && !constraints.All(constraint => constraint.IsNegative)
                && InstructionWitness.Build(constraints, draw) is { } witness
                && _heldOut.Contains(split, Key(topic, constraints)))
            {
                return (topic, constraints, witness);
            }
        }
        throw new ArgumentException($"The families hardly ever give {count} constraints that fit together. Lower max_constraints or name more families.");
    }

    // A draw that does not fit is passed over; after as many tries as there may be, what there is must do.
    private List<InstructionConstraint> Constraints(InstructionDraw draw, int count)
    {
        var constraints = new List<InstructionConstraint>();
        for (var attempt = 0; attempt < 4 * count && constraints.Count < count; attempt++)
        {
            var constraint = draw.Constraint(draw.Any(options.Families));
            if (InstructionConflicts.Fits(constraint, constraints))
            {
                constraints.Add(constraint);
            }
        }
        return constraints;
    }

    // The order of the constraints does not make another instruction.
    private static string Key(string topic, List<InstructionConstraint> constraints) =>
        $"{topic}: {string.Join(' ', constraints.Select(constraint => constraint.Sentence).Order(StringComparer.Ordinal))}";
}
