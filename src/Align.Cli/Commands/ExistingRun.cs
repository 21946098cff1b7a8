using Align.Cli.Composition;
using Align.Training.Configuration;
using Align.Training.Supervision;

namespace Align.Cli.Commands;

/// <summary>A run that lies on disk.</summary>
/// <param name="Directory">Where.</param>
/// <param name="Config">Its resolved configuration.</param>
/// <param name="Components">What that names.</param>
internal sealed record ExistingRun(RunDirectory Directory, RunConfig Config, RunComponents Components)
{
    /// <exception cref="ConfigurationException">There is no run at <paramref name="path"/>.</exception>
    public static ExistingRun Open(string path, AlignComposition composition)
    {
        var directory = new RunDirectory(Path.GetFullPath(path));
        if (!File.Exists(directory.ConfigFile))
        {
            throw new ConfigurationException(path, [new(path, "", $"no run lies here: {Path.GetFileName(directory.ConfigFile)} is missing", Remedy: "name the directory that align run has written")]);
        }
        var config = new RunConfigLoader(composition.Catalog).LoadFile(directory.ConfigFile);
        return new(directory, config, composition.CreateComponents(config));
    }
}
