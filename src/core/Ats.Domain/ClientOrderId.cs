namespace Ats.Domain;

/// <summary>Our name for an order: the arm and the running number of its intents. Adapters add the run's id when they spell it out.</summary>
public readonly record struct ClientOrderId(int Arm, long Intent)
{
    public bool IsNone => Intent == 0;

    public override string ToString() => $"{Arm}-{Intent}";
}
