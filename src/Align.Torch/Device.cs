using System.Globalization;

namespace Align.Torch;

public static partial class torch
{
    /// <summary>The host processor.</summary>
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <summary>Shapes without data.</summary>
    public static readonly Device META = new(DeviceType.META);

    /// <summary>The current CUDA device.</summary>
    public static Device CUDA => new(DeviceType.CUDA);

    /// <summary>The device that <paramref name="description"/> names: <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>.</summary>
    public static Device device(string description) => new(description);

    /// <summary>The device of a named kind and an index.</summary>
    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    /// <summary>The device of a kind and an index; -1 is the current one.</summary>
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    /// <summary>The CUDA device of an index.</summary>
    public static Device device(int index) => new(DeviceType.CUDA, index);

    /// <summary>Where a tensor lives: a kind of device and its index.</summary>
    public class Device
    {
        /// <summary>Reads <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>, <c>meta</c>.</summary>
        /// <exception cref="ArgumentException">Not a device.</exception>
        public Device(string description)
        {
            ArgumentNullException.ThrowIfNull(description);
            var colon = description.IndexOf(':', StringComparison.Ordinal);
            type = ParseType(colon < 0 ? description : description[..colon], description);
            index = colon < 0 ? DefaultIndex(type) : int.Parse(description[(colon + 1)..], CultureInfo.InvariantCulture);
        }

        /// <summary>A device of a named kind and an index.</summary>
        public Device(string deviceType, int index = -1)
            : this(ParseType(deviceType, deviceType), index)
        {
        }

        /// <summary>A device of a kind and an index; -1 is the current one.</summary>
        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index == -1 ? DefaultIndex(deviceType) : index;
        }

        /// <summary>The CUDA device of an index.</summary>
        public Device(int index)
            : this(DeviceType.CUDA, index)
        {
        }

        /// <summary>The kind of device.</summary>
        public DeviceType type { get; }

        /// <summary>Its index; -1 for the host processor.</summary>
        public int index { get; }

        /// <summary>The device that a description names.</summary>
        public static implicit operator Device(string description) => new(description);

        /// <inheritdoc/>
        public override string ToString() =>
#pragma warning disable CA1308 // device names are lower case
            type.ToString().ToLowerInvariant() + (index == -1 ? string.Empty : $":{index.ToString(CultureInfo.InvariantCulture)}");
#pragma warning restore CA1308

        /// <summary>Whether <paramref name="obj"/> is the same device.</summary>
        public override bool Equals(object? obj) => obj is Device other && other.type == type && other.index == index;

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(type, index);

        private static int DefaultIndex(DeviceType type) => type is DeviceType.CUDA ? 0 : -1;

        private static DeviceType ParseType(string name, string description) =>
            Enum.TryParse<DeviceType>(name, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) && !char.IsDigit(name[0])
                ? parsed
                : throw new ArgumentException($"'{description}' names no device; known kinds are cpu, cuda, mps and meta", nameof(description));
    }
}
