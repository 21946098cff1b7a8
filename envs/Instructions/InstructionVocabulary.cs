namespace Align.Envs.Instructions;

/// <summary>The words that instructions and their witnesses are made of: lower case, without signs. The order is part of the run format.</summary>
internal static class InstructionVocabulary
{
    /// <summary>What texts are about.</summary>
    public static IReadOnlyList<string> Topics { get; } =
        ["the sea", "a journey", "winter", "a garden", "the city", "music", "a friend", "breakfast", "the mountains", "a library", "the weather", "a machine", "an old house", "bread", "the night", "a game"];

    /// <summary>Words that may be asked for or forbidden, and keys of objects.</summary>
    public static IReadOnlyList<string> Keywords { get; } =
        ["river", "window", "silver", "harbor", "candle", "forest", "letter", "bridge", "engine", "summer", "shadow", "market", "ladder", "mirror", "copper", "island", "thunder", "basket", "signal", "velvet"];

    /// <summary>Words that fill a witness; none of them is a keyword.</summary>
    public static IReadOnlyList<string> Fillers { get; } =
    [
        "the", "quiet", "people", "walk", "along", "small", "roads", "and", "carry", "warm", "bread", "home", "while", "birds", "sing", "over", "green", "fields", "near", "water",
        "children", "watch", "ships", "that", "slowly", "turn", "around", "stone", "walls", "with", "bright", "lamps", "before", "evening", "comes", "again", "from", "distant", "hills", "today",
    ];

    /// <summary>Beginnings that may be asked for.</summary>
    public static IReadOnlyList<string> Openings { get; } = ["Once upon a time", "Dear reader", "In short", "To begin with"];

    /// <summary>Ends that may be asked for.</summary>
    public static IReadOnlyList<string> Endings { get; } = ["That is all.", "The end.", "So it goes.", "Nothing more."];

    /// <summary>Signs that may be forbidden.</summary>
    public static IReadOnlyList<string> Signs { get; } = [",", "!", "?", ";"];
}
