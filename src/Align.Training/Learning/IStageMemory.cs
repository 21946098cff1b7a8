namespace Align.Training.Learning;

/// <summary>A part of what a stage has learned beside the policy that must outlive a kill: a file of its own in every checkpoint within the stage.</summary>
/// <remarks>What is read gives back, bit for bit, what was written: moments, counters, modules, roles.</remarks>
internal interface IStageMemory
{
    /// <summary>Names the file, <c>NAME.safetensors</c>: lower-case letters, digits and underscores, unique in the stage.</summary>
    string Name { get; }

    /// <summary>About how large the file will be.</summary>
    long ExpectedBytes { get; }

    /// <summary>Writes safetensors: tensors by name, and numbers or JSON as metadata.</summary>
    void Write(Stream output);

    /// <summary>Takes back what <see cref="Write"/> wrote.</summary>
    /// <exception cref="Align.Models.ModelFileException">The file is broken or belongs to something else.</exception>
    void Read(string path);
}
