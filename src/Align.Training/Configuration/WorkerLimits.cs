using System.ComponentModel.DataAnnotations;

namespace Align.Training.Configuration;

/// <summary>What a process that judges completions may take. Only with <c>isolation: process</c>.</summary>
public sealed record WorkerLimits
{
    /// <summary>Memory of one worker with everything that it starts, in MiB; beyond it, the worker is killed. 16 to 1,048,576.</summary>
    [Range(16, 1_048_576)]
    public int MemoryMb { get; init; } = 1024;

    /// <summary>Processor seconds of one process in its life; a worker that has used them up is replaced. 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int CpuSeconds { get; init; } = 3600;

    /// <summary>Processes of one worker, its own included; beyond it, the worker is killed. 2 to 10,000.</summary>
    [Range(2, 10_000)]
    public int MaxProcesses { get; init; } = 32;

    /// <summary>Largest file that it can write, in MiB. 0 to 1,048,576.</summary>
    [Range(0, 1_048_576)]
    public int FileMb { get; init; } = 64;

    /// <summary>Whether it may make sockets.</summary>
    public bool Network { get; init; }

    /// <summary>Environment variables that it gets beside <c>PATH</c> and <c>LANG</c>, by name. Keys and tokens reach it only if they are named here.</summary>
    public ValueList<string> Environment { get; init; } = [];

    /// <summary>Files and directories that it cannot read, where the kernel has Landlock; <c>~/</c> is your home.</summary>
    public ValueList<string> Hide { get; init; } = ["~/.ssh", "~/.gnupg", "~/.aws", "~/.azure", "~/.kube", "~/.docker", "~/.netrc", "~/.git-credentials", "~/.config/gcloud", "~/.config/gh", "~/.cache/huggingface/token", "~/.huggingface/token"];
}
