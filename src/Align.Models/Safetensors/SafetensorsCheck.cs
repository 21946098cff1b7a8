namespace Align.Models.Safetensors;

/// <summary>The checks of a safetensors file, in the order in which they run. The names are those of the reference reader.</summary>
public enum SafetensorsCheck
{
    /// <summary>The file has at least the 8 bytes of the header's length.</summary>
    HeaderTooSmall,

    /// <summary>The file is the weights themselves, not the text that Git LFS leaves in their place.</summary>
    GitLfsPointer,

    /// <summary>The header is at most 100,000,000 bytes.</summary>
    HeaderTooLarge,

    /// <summary>The header ends within the file.</summary>
    InvalidHeaderLength,

    /// <summary>The header is UTF-8.</summary>
    InvalidHeader,

    /// <summary>The header is the JSON object of the format, without duplicate keys.</summary>
    InvalidHeaderDeserialization,

    /// <summary>The header names at most 1,000,000 tensors.</summary>
    TooManyTensors,

    /// <summary>The tensors follow each other without holes or overlaps.</summary>
    InvalidOffset,

    /// <summary>The product of the shape and the element size fits 64 bits.</summary>
    ValidationOverflow,

    /// <summary>A tensor of sub-byte elements fills whole bytes.</summary>
    MisalignedSlice,

    /// <summary>The byte range has the size that shape and dtype say.</summary>
    TensorInvalidInfo,

    /// <summary>The last tensor ends where the file ends.</summary>
    MetadataIncompleteBuffer,

    /// <summary>The element type is one that can be loaded.</summary>
    UnsupportedDtype,

    /// <summary>Every value is finite (only where the caller asks).</summary>
    NonFiniteValue,

    /// <summary>Names, shapes and dtypes are those of the model.</summary>
    ModelMismatch,

    /// <summary>The file could be read to its end.</summary>
    Unreadable,
}
