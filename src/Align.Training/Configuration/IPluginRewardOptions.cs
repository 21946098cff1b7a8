namespace Align.Training.Configuration;

/// <summary>The options of a reward that a user brings along.</summary>
internal interface IPluginRewardOptions
{
    /// <summary>The name where the configuration gives none.</summary>
    string DefaultName { get; }

    /// <summary>The files that it consists of, by the keys that name them: a resumed run must find the same ones.</summary>
    IEnumerable<(string Key, string Path)> Files { get; }

    /// <summary>The same with absolute paths.</summary>
    /// <param name="folder">Where relative ones start.</param>
    object At(string folder);
}
