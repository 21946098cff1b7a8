namespace Align.Testing;

/// <summary>What a check says of one law.</summary>
public enum LawVerdict
{
    /// <summary>No counter-example was found.</summary>
    Held,

    /// <summary>A counter-example was found.</summary>
    Broken,

    /// <summary>The subject does not promise it, or nothing of it can be checked.</summary>
    NotApplicable,
}
