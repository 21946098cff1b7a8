namespace Align.Torch;

/// <summary>Kinds of device, numbered as libtorch numbers them.</summary>
public enum DeviceType
{
    /// <summary>The host processor.</summary>
    CPU = 0,

    /// <summary>NVIDIA (or, in a ROCm build, AMD) graphics processors.</summary>
    CUDA = 1,

    /// <summary>Reserved by libtorch for explicit MKL-DNN.</summary>
    MKLDNN = 2,

    /// <summary>OpenGL.</summary>
    OPENGL = 3,

    /// <summary>OpenCL.</summary>
    OPENCL = 4,

    /// <summary>IDEEP.</summary>
    IDEEP = 5,

    /// <summary>AMD HIP.</summary>
    HIP = 6,

    /// <summary>FPGA.</summary>
    FPGA = 7,

    /// <summary>Microsoft's neural processor.</summary>
    MSNPU = 8,

    /// <summary>XLA and TPU.</summary>
    XLA = 9,

    /// <summary>Apple's Metal.</summary>
    MPS = 13,

    /// <summary>Shapes without data.</summary>
    META = 14,
}
