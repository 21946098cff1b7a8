namespace Align.Core;

/// <summary>Marks the options of a reward that starts what a policy has written: it is refused without <c>isolation: process</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsIsolationAttribute : Attribute;
