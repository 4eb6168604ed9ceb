namespace LlmCostDsl;

/// <summary>
/// What one of a unit is in base units (bytes, operations, seconds, joules, usd), by the names specs give them: <c>768 * Units.GB</c> is a bandwidth in
/// bytes per second, <c>0.8 / Units.Hour</c> a rent in usd per second, <c>result.Ttft / Units.Millisecond</c> a time in milliseconds.
/// </summary>
public static class Units
{
    /// <summary>A bit: an eighth of a byte.</summary>
    public const double Bit = 0.125;

    /// <summary>1000 bytes.</summary>
    public const double KB = 1e3;

    /// <summary>1000² bytes.</summary>
    public const double MB = 1e6;

    /// <summary>1000³ bytes.</summary>
    public const double GB = 1e9;

    /// <summary>1000⁴ bytes.</summary>
    public const double TB = 1e12;

    /// <summary>1024 bytes.</summary>
    public const double KiB = 1024;

    /// <summary>1024² bytes.</summary>
    public const double MiB = 1024 * KiB;

    /// <summary>1024³ bytes.</summary>
    public const double GiB = 1024 * MiB;

    /// <summary>1024⁴ bytes.</summary>
    public const double TiB = 1024 * GiB;

    /// <summary>1000³ operations.</summary>
    public const double GFLOP = 1e9;

    /// <summary>1000⁴ operations.</summary>
    public const double TFLOP = 1e12;

    /// <summary>1000⁵ operations.</summary>
    public const double PFLOP = 1e15;

    /// <summary>A millionth of a second.</summary>
    public const double Microsecond = 1e-6;

    /// <summary>A thousandth of a second.</summary>
    public const double Millisecond = 1e-3;

    /// <summary>60 seconds.</summary>
    public const double Minute = 60;

    /// <summary>3600 seconds.</summary>
    public const double Hour = 3600;

    /// <summary>A kilowatt for an hour, in joules.</summary>
    public const double KilowattHour = 3.6e6;
}
