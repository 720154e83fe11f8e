<#
.SYNOPSIS
Plays a scenario with a driver on this machine, and writes the steps as `cargo wdk run --format json` does.

.DESCRIPTION
Not run by us: this project's tests have no Windows. Run it as administrator, on a machine that you can do
without, in test-signing mode. It installs the package, makes a device with devgen, plays, and removes both again.

It plays the steps that a program and its user can do: load, unload, open, close, exit, read, write, ioctl,
begin, wait, cancel, expect, advance, run until idle. At any other step the play ends, and says so.

.EXAMPLE
.\play.ps1 -Package toaster_package -Scenario toaster.scenario -HardwareId root\toaster -Out windows.json `
    -Compare simulated.json
#>
[CmdletBinding()]
param(
    # The folder of the package.
    [Parameter(Mandatory)][string] $Package,
    # The scenario.
    [Parameter(Mandatory)][string] $Scenario,
    # The hardware id of the device; none for a driver that is started as a service.
    [string] $HardwareId,
    # Where the steps are written.
    [Parameter(Mandatory)][string] $Out,
    # What `cargo wdk run --format json` wrote of the same scenario.
    [string] $Compare,
    # The WDK's devgen.exe.
    [string] $DevGen = 'devgen.exe'
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'

# The native calls give NTSTATUS values, as a scenario has them; Win32 would translate them.
Add-Type -TypeDefinition @'
using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace Wdk
{
    [StructLayout(LayoutKind.Sequential)]
    public struct IoStatus { public IntPtr Status; public IntPtr Information; }

    static class Native
    {
        [DllImport("kernel32.dll", SetLastError = true, CharSet = CharSet.Unicode)]
        public static extern IntPtr CreateFileW(string name, uint access, uint share, IntPtr security,
            uint disposition, uint flags, IntPtr template);
        [DllImport("kernel32.dll")] public static extern bool CloseHandle(IntPtr handle);
        [DllImport("kernel32.dll")]
        public static extern IntPtr CreateEventW(IntPtr security, bool manual, bool initial, IntPtr name);
        [DllImport("kernel32.dll")] public static extern uint WaitForSingleObject(IntPtr handle, uint milliseconds);
        [DllImport("ntdll.dll")] public static extern int RtlGetLastNtStatus();
        [DllImport("ntdll.dll")]
        public static extern int NtReadFile(IntPtr file, IntPtr ev, IntPtr apc, IntPtr context, IntPtr status,
            IntPtr buffer, uint length, ref long offset, IntPtr key);
        [DllImport("ntdll.dll")]
        public static extern int NtWriteFile(IntPtr file, IntPtr ev, IntPtr apc, IntPtr context, IntPtr status,
            IntPtr buffer, uint length, ref long offset, IntPtr key);
        [DllImport("ntdll.dll")]
        public static extern int NtDeviceIoControlFile(IntPtr file, IntPtr ev, IntPtr apc, IntPtr context,
            IntPtr status, uint code, IntPtr input, uint inputLength, IntPtr output, uint outputLength);
        [DllImport("ntdll.dll")] public static extern int NtCancelIoFileEx(IntPtr file, IntPtr request, IntPtr status);
        [DllImport("cfgmgr32.dll", CharSet = CharSet.Unicode)]
        public static extern uint CM_Get_Device_Interface_List_SizeW(out uint length, ref Guid guid, string device, uint flags);
        [DllImport("cfgmgr32.dll", CharSet = CharSet.Unicode)]
        public static extern uint CM_Get_Device_Interface_ListW(ref Guid guid, string device, char[] buffer, uint length, uint flags);
    }

    // A request that was sent. Its memory stays until it is complete.
    public sealed class Operation
    {
        const int Pending = 0x103;
        readonly IntPtr file;
        readonly IntPtr ev;
        readonly IntPtr status;
        readonly IntPtr input;
        readonly IntPtr output;
        readonly bool returns;
        int first;

        Operation(IntPtr file, byte[] input, int outputLength, byte[] second, bool returns)
        {
            this.file = file;
            this.returns = returns;
            ev = Native.CreateEventW(IntPtr.Zero, true, false, IntPtr.Zero);
            status = Marshal.AllocHGlobal(Marshal.SizeOf(typeof(IoStatus)));
            Marshal.StructureToPtr(new IoStatus(), status, false);
            this.input = Marshal.AllocHGlobal(Math.Max(input.Length, 1));
            Marshal.Copy(input, 0, this.input, input.Length);
            output = Marshal.AllocHGlobal(Math.Max(outputLength, 1));
            Marshal.Copy(new byte[Math.Max(outputLength, 1)], 0, output, Math.Max(outputLength, 1));
            if (second != null) { Marshal.Copy(second, 0, output, second.Length); }
        }

        public static Operation Read(IntPtr file, int length, long offset)
        {
            var it = new Operation(file, new byte[0], length, null, true);
            it.first = Native.NtReadFile(file, it.ev, IntPtr.Zero, IntPtr.Zero, it.status, it.output,
                (uint)length, ref offset, IntPtr.Zero);
            return it;
        }

        public static Operation Write(IntPtr file, byte[] bytes, long offset)
        {
            var it = new Operation(file, bytes, 0, null, false);
            it.first = Native.NtWriteFile(file, it.ev, IntPtr.Zero, IntPtr.Zero, it.status, it.input,
                (uint)bytes.Length, ref offset, IntPtr.Zero);
            return it;
        }

        public static Operation Control(IntPtr file, uint code, byte[] input, int outputLength, byte[] second)
        {
            var it = new Operation(file, input, outputLength, second, true);
            it.first = Native.NtDeviceIoControlFile(file, it.ev, IntPtr.Zero, IntPtr.Zero, it.status, code,
                it.input, (uint)input.Length, it.output, (uint)outputLength);
            return it;
        }

        public bool IsComplete
        {
            get { return first != Pending || Native.WaitForSingleObject(ev, 0) == 0; }
        }

        public bool Wait(uint milliseconds)
        {
            return first != Pending || Native.WaitForSingleObject(ev, milliseconds) == 0;
        }

        public void Cancel()
        {
            var ignored = Marshal.AllocHGlobal(Marshal.SizeOf(typeof(IoStatus)));
            Native.NtCancelIoFileEx(file, status, ignored);
            Marshal.FreeHGlobal(ignored);
        }

        // The status of a request that was refused at once is the call's; of any other, its own.
        public int Status
        {
            get { return first != Pending && first < 0 ? first : (int)(long)Marshal.ReadIntPtr(status); }
        }

        public int Length { get { return Status < 0 ? 0 : (int)(long)Marshal.ReadIntPtr(status, IntPtr.Size); } }

        public byte[] Bytes
        {
            get
            {
                var bytes = new byte[returns ? Length : 0];
                Marshal.Copy(output, bytes, 0, bytes.Length);
                return bytes;
            }
        }
    }

    public static class Device
    {
        public static IntPtr Open(string name)
        {
            // Read and write, shared, existing, overlapped.
            var file = Native.CreateFileW(name, 0xC0000000, 3, IntPtr.Zero, 3, 0x40000000, IntPtr.Zero);
            return file == new IntPtr(-1) ? IntPtr.Zero : file;
        }

        public static int LastStatus { get { return Native.RtlGetLastNtStatus(); } }

        public static void Close(IntPtr file) { Native.CloseHandle(file); }

        public static string[] Interfaces(Guid guid)
        {
            uint length;
            if (Native.CM_Get_Device_Interface_List_SizeW(out length, ref guid, null, 0) != 0) { return new string[0]; }
            var buffer = new char[length];
            if (Native.CM_Get_Device_Interface_ListW(ref guid, null, buffer, length, 0) != 0) { return new string[0]; }
            return new string(buffer).Split(new[] { '\0' }, StringSplitOptions.RemoveEmptyEntries);
        }
    }
}
'@

$Statuses = @{
    0x00000000L = 'STATUS_SUCCESS'; 0x00000103L = 'STATUS_PENDING'; 0x80000005L = 'STATUS_BUFFER_OVERFLOW'
    0x80000006L = 'STATUS_NO_MORE_FILES'; 0xC0000001L = 'STATUS_UNSUCCESSFUL'
    0xC0000002L = 'STATUS_NOT_IMPLEMENTED'; 0xC0000008L = 'STATUS_INVALID_HANDLE'
    0xC000000DL = 'STATUS_INVALID_PARAMETER'; 0xC000000EL = 'STATUS_NO_SUCH_DEVICE'
    0xC0000010L = 'STATUS_INVALID_DEVICE_REQUEST'; 0xC0000011L = 'STATUS_END_OF_FILE'
    0xC0000022L = 'STATUS_ACCESS_DENIED'; 0xC0000023L = 'STATUS_BUFFER_TOO_SMALL'
    0xC0000034L = 'STATUS_OBJECT_NAME_NOT_FOUND'; 0xC0000056L = 'STATUS_DELETE_PENDING'
    0xC000009AL = 'STATUS_INSUFFICIENT_RESOURCES'; 0xC000009DL = 'STATUS_DEVICE_NOT_CONNECTED'
    0xC00000B5L = 'STATUS_IO_TIMEOUT'; 0xC00000BBL = 'STATUS_NOT_SUPPORTED'
    0xC0000120L = 'STATUS_CANCELLED'; 0xC0000184L = 'STATUS_INVALID_DEVICE_STATE'
    0xC0000206L = 'STATUS_INVALID_BUFFER_SIZE'; 0xC0000225L = 'STATUS_NOT_FOUND'
}

function Get-StatusName([int] $Status) {
    $number = [int64] $Status -band 0xFFFFFFFFL
    if ($Statuses.ContainsKey($number)) { return $Statuses[$number] }
    return '0x{0:X8}' -f $number
}

# Numbers of CTL_CODE by the names of the headers.
$Words = @{
    FILE_DEVICE_UNKNOWN = 0x22; METHOD_BUFFERED = 0; METHOD_IN_DIRECT = 1; METHOD_OUT_DIRECT = 2; METHOD_NEITHER = 3
    FILE_ANY_ACCESS = 0; FILE_READ_ACCESS = 1; FILE_WRITE_ACCESS = 2; FILE_READ_DATA = 1; FILE_WRITE_DATA = 2
}
$Codes = @{}

# The words of a line: names, numbers, texts in quotation marks with the mark in front, lists in brackets.
function Split-Line([string] $Line) {
    $pattern = '"(?:\\.|[^"\\])*"|\[[^\]]*\]|CTL_CODE\([^)]*\)|=>|[^\s,]+|,'
    $words = @()
    foreach ($match in [regex]::Matches($Line, $pattern)) {
        if ($match.Value.StartsWith('#')) { break }
        $words += $match.Value
    }
    return , $words
}

function ConvertTo-Number([string] $Text) {
    if ($Words.ContainsKey($Text)) { return [int64] $Words[$Text] }
    if ($Text -match '^0[xX]([0-9a-fA-F]+)$') { return [Convert]::ToInt64($Matches[1], 16) }
    return [int64]::Parse($Text, [Globalization.CultureInfo]::InvariantCulture)
}

function ConvertTo-Code([string] $Text) {
    if ($Codes.ContainsKey($Text)) { return $Codes[$Text] }
    if ($Text -notmatch '^CTL_CODE\((.*)\)$') { return [uint32] (ConvertTo-Number $Text) }
    $type, $function, $method, $access = $Matches[1].Split(',') | ForEach-Object { ConvertTo-Number $_.Trim() }
    return [uint32] (($type -shl 16) -bor ($access -shl 14) -bor ($function -shl 2) -bor $method)
}

function ConvertTo-Text([string] $Quoted) {
    $inner = $Quoted.Substring(1, $Quoted.Length - 2)
    return [regex]::Replace($inner, '\\(u\{([0-9a-fA-F]+)\}|.)', {
            param($match)
            switch -CaseSensitive ($match.Groups[1].Value[0]) {
                'n' { "`n" } 'r' { "`r" } 't' { "`t" } '0' { "`0" }
                'u' { [char]::ConvertFromUtf32([Convert]::ToInt32($match.Groups[2].Value, 16)) }
                default { $match.Groups[1].Value }
            }
        })
}

# Takes fields from the front of $Queue, and gives their bytes.
function Read-Bytes([Collections.Generic.Queue[string]] $Queue) {
    $bytes = [Collections.Generic.List[byte]]::new()
    while ($Queue.Count -gt 0) {
        $word = $Queue.Peek()
        if ($word.StartsWith('"')) {
            $bytes.AddRange([Text.Encoding]::UTF8.GetBytes((ConvertTo-Text $Queue.Dequeue())))
        } elseif ($word -eq 'text') {
            [void] $Queue.Dequeue()
        } elseif ($word -eq 'utf16') {
            [void] $Queue.Dequeue()
            $bytes.AddRange([Text.Encoding]::Unicode.GetBytes((ConvertTo-Text $Queue.Dequeue())))
        } elseif ($word -eq 'hex') {
            [void] $Queue.Dequeue()
            while ($Queue.Count -gt 0 -and $Queue.Peek() -match '^([0-9a-fA-F]{2})+$') {
                $digits = $Queue.Dequeue()
                for ($at = 0; $at -lt $digits.Length; $at += 2) {
                    $bytes.Add([Convert]::ToByte($digits.Substring($at, 2), 16))
                }
            }
        } elseif ($word -match '^[ui](8|16|32|64)$') {
            $size = [int] $Matches[1] / 8
            [void] $Queue.Dequeue()
            foreach ($number in $Queue.Dequeue().Trim('[', ']').Split(',')) {
                $all = [BitConverter]::GetBytes([int64] (ConvertTo-Number $number.Trim()))
                $bytes.AddRange([byte[]] $all[0..($size - 1)])
            }
        } elseif ($word -eq 'repeat') {
            [void] $Queue.Dequeue()
            $count = ConvertTo-Number $Queue.Dequeue()
            $field = Read-Bytes $Queue
            for ($turn = 0; $turn -lt $count; $turn++) { $bytes.AddRange([byte[]] $field) }
        } else { break }
    }
    return , $bytes.ToArray()
}

# A time in milliseconds.
function Read-Time([Collections.Generic.Queue[string]] $Queue) {
    $text = $Queue.Dequeue()
    if ($text -notmatch '^([0-9.]+)(\w*)$') { throw "no time: $text" }
    $number = [double]::Parse($Matches[1], [Globalization.CultureInfo]::InvariantCulture)
    $unit = if ($Matches[2]) { $Matches[2] } else { $Queue.Dequeue() }
    $scale = @{ h = 3600000; min = 60000; s = 1000; ms = 1; us = 0.001; ns = 0.000001 }
    return [Math]::Ceiling($number * $scale[$unit])
}

function Invoke-Tool([string] $Tool, [string[]] $Arguments) {
    $said = & $Tool @Arguments 2>&1 | Out-String
    # 259: nothing was to be done; 3010: a restart is needed, as after a removal.
    if ($LASTEXITCODE -notin 0, 259, 3010) { throw "$Tool $Arguments failed with ${LASTEXITCODE}: $said" }
    return $said
}

# What is there while a scenario is played.
$Files = [ordered] @{}
# The process of a scenario that has each file, and the file of each operation.
$Owners = @{}
$SentTo = @{}
$Operations = [ordered] @{}
$Reported = @{}
$Instance = $null
$Published = $null
$Unplayed = $null

function Install-Package {
    $inf = @(Get-ChildItem -Path $Package -Filter *.inf)
    if ($inf.Count -ne 1) { throw "$Package has $($inf.Count) INF files" }
    $said = Invoke-Tool pnputil @('/add-driver', $inf[0].FullName, '/install')
    if ($said -match '(oem\d+\.inf)') { $script:Published = $Matches[1] }
    if ($HardwareId) {
        $said = Invoke-Tool $DevGen @('/add', '/hardwareid', $HardwareId)
        if ($said -match '(ROOT\\\S+|SWD\\\S+)') { $script:Instance = $Matches[1] }
    }
}

function Uninstall-Package {
    foreach ($file in @($Files.Values)) { [Wdk.Device]::Close($file) }
    $Files.Clear()
    if ($Instance) { [void] (Invoke-Tool $DevGen @('/remove', $Instance)); $script:Instance = $null }
    if ($Published) {
        [void] (Invoke-Tool pnputil @('/delete-driver', $Published, '/uninstall'))
        $script:Published = $null
    }
}

function Get-File([string] $Name) {
    $key = if ($Name) { $Name } else { @($Files.Keys)[-1] }
    if (-not $key -or -not $Files.Contains($key)) { throw "no file $key is open" }
    return $Files[$key]
}

# Takes `NAME VALUE` from the words, and gives the value.
function Read-Option([Collections.Generic.List[string]] $List, [string] $Name) {
    $at = $List.IndexOf($Name)
    if ($at -lt 0) { return $null }
    $value = $List[$at + 1]
    $List.RemoveRange($at, 2)
    return $value
}

function Start-Request([string] $Verb, [Collections.Generic.Queue[string]] $Queue, [IntPtr] $File, [long] $Offset) {
    switch ($Verb) {
        'read' { return [Wdk.Operation]::Read($File, [int] (ConvertTo-Number $Queue.Dequeue()), $Offset) }
        'write' { return [Wdk.Operation]::Write($File, (Read-Bytes $Queue), $Offset) }
        'ioctl' {
            $code = ConvertTo-Code $Queue.Dequeue()
            $sent = Read-Bytes $Queue
            $room = 0
            $second = $null
            if ($Queue.Count -gt 0 -and $Queue.Peek() -eq 'output') {
                [void] $Queue.Dequeue()
                if ($Queue.Peek() -match '^(0x[0-9a-fA-F]+|\d+)$') {
                    $room = [int] (ConvertTo-Number $Queue.Dequeue())
                } else {
                    $second = Read-Bytes $Queue
                    $room = $second.Length
                }
            }
            return [Wdk.Operation]::Control($File, $code, $sent, $room, $second)
        }
    }
}

function Get-Result([Wdk.Operation] $Operation) {
    $result = @{ status = Get-StatusName $Operation.Status }
    if ($Operation.Status -ge 0) {
        $result.length = $Operation.Length
        $bytes = $Operation.Bytes
        if ($bytes.Length -gt 0) { $result.bytes = -join ($bytes | ForEach-Object { $_.ToString('x2') }) }
    }
    return $result
}

function Open-File([Collections.Generic.List[string]] $List) {
    $name = Read-Option $List 'as'
    $process = Read-Option $List 'in'
    [void] (Read-Option $List 'of')
    $path = $null
    if ($List.Count -gt 0 -and $List[0].StartsWith('{')) { $script:LastClass = [guid] $List[0] }
    $index = if ($List.Count -gt 1 -and $List[0] -eq 'interface') { [int] $List[1] } else { 0 }
    if ($List.Count -gt 0 -and $List[0].StartsWith('\\')) {
        $path = $List[0]
    } else {
        # The interface appears when the device has started.
        for ($turn = 0; $turn -lt 100 -and -not $path; $turn++) {
            $found = [Wdk.Device]::Interfaces($LastClass)
            if ($found.Length -gt $index) { $path = $found[$index] } else { Start-Sleep -Milliseconds 100 }
        }
        if (-not $path) { return @{ status = 'STATUS_OBJECT_NAME_NOT_FOUND' } }
    }
    $file = [Wdk.Device]::Open($path)
    if ($file -eq [IntPtr]::Zero) { return @{ status = Get-StatusName ([Wdk.Device]::LastStatus) } }
    $key = if ($name) { $name } else { "file $($Files.Count)" }
    $Files[$key] = $file
    $Owners[$key] = if ($process) { $process } else { '' }
    return @{ status = 'STATUS_SUCCESS' }
}

# Plays one step, and gives what came of it.
function Invoke-Step([string[]] $Step) {
    $list = [Collections.Generic.List[string]]::new($Step)
    $verb = $list[0]
    $list.RemoveAt(0)
    $done = @{ status = 'STATUS_SUCCESS' }
    switch ($verb) {
        'load' { Install-Package; return $done }
        'unload' { Uninstall-Package; return $done }
        'finish' { Uninstall-Package; return $done }
        'open' { return Open-File $list }
        'close' {
            $key = if ($list.Count) { $list[0] } else { @($Files.Keys)[-1] }
            [Wdk.Device]::Close($Files[$key])
            $Files.Remove($key)
            return $done
        }
        # What the system does when a process ends: its requests are cancelled, its files closed.
        'exit' {
            $process = if ($list.Count) { $list[0] } else { $null }
            foreach ($key in @($Files.Keys | Where-Object { $null -eq $process -or $Owners[$_] -eq $process })) {
                foreach ($name in @($Operations.Keys | Where-Object { $SentTo[$_] -eq $Files[$key] })) {
                    if (-not $Operations[$name].IsComplete) { $Operations[$name].Cancel() }
                }
                [Wdk.Device]::Close($Files[$key])
                $Files.Remove($key)
            }
            return $done
        }
        'advance' {
            $time = Read-Time ([Collections.Generic.Queue[string]]::new($list))
            Start-Sleep -Milliseconds $time
            return $done
        }
        'run' { Start-Sleep -Milliseconds 500; return $done }
        'cancel' { $Operations[$list[0]].Cancel(); return $done }
        'expect' {
            $complete = $Operations[$list[1]].IsComplete
            $right = if ($list[0] -eq 'pending') { -not $complete } else { $complete }
            if ($list[0] -notin 'pending', 'complete') { throw "expect $($list[0])" }
            if ($right) { return $done }
            return @{ refused = "$($list[1]) is $(if ($complete) { 'complete' } else { 'pending' })" }
        }
        'wait' {
            $operation = $Operations[$list[0]]
            $limit = 30000
            if ($list.Count -gt 1) {
                $limit = Read-Time ([Collections.Generic.Queue[string]]::new($list.GetRange(2, $list.Count - 2)))
            }
            if (-not $operation.Wait([uint32] $limit)) {
                $operation.Cancel()
                [void] $operation.Wait(30000)
            }
            return Get-Result $operation
        }
        { $_ -in 'begin', 'read', 'write', 'ioctl' } {
            $file = Get-File (Read-Option $list 'on')
            $name = Read-Option $list 'as'
            $at = Read-Option $list 'at'
            $offset = if ($at) { ConvertTo-Number $at } else { 0 }
            $queue = [Collections.Generic.Queue[string]]::new($list)
            $kind = if ($verb -eq 'begin') { $queue.Dequeue() } else { $verb }
            $operation = Start-Request $kind $queue $file $offset
            if ($verb -eq 'begin') {
                $Operations[$name] = $operation
                $SentTo[$name] = $file
                if (-not $operation.IsComplete) { return @{ status = 'STATUS_PENDING' } }
                return Get-Result $operation
            }
            if (-not $operation.Wait(30000)) {
                $operation.Cancel()
                [void] $operation.Wait(30000)
            }
            return Get-Result $operation
        }
        default { $script:Unplayed = "this script cannot play: $verb"; return @{ refused = $Unplayed } }
    }
}

$LastClass = [guid]::Empty
$steps = @()
$failure = $null
try {
    $number = 0
    foreach ($line in [IO.File]::ReadAllLines((Resolve-Path $Scenario))) {
        $number++
        $words = Split-Line $line
        if ($words.Count -eq 0) { continue }
        $arrow = [Array]::IndexOf($words, '=>')
        $step = @(if ($arrow -ge 0) { $words[0..($arrow - 1)] } else { $words })
        if ($step[0] -eq 'code') { $Codes[$step[1]] = ConvertTo-Code ($step[2..($step.Count - 1)] -join ' '); continue }
        $found = Invoke-Step $step
        $completed = @($Operations.Keys | Where-Object { $Operations[$_].IsComplete -and -not $Reported[$_] })
        foreach ($name in $completed) { $Reported[$name] = $true }
        $steps += [pscustomobject] @{
            line = $number; step = $step -join ' '
            status = $found['status']; length = $found['length']; bytes = $found['bytes']
            refused = $found['refused']; completed = $completed
        }
        if ($Unplayed) { break }
    }
} catch {
    $failure = "line ${number}: $_"
} finally {
    try { Uninstall-Package } catch { Write-Warning "not removed: $_" }
}
$service = (Get-ChildItem -Path $Package -Filter *.sys | Select-Object -First 1).BaseName
$report = [pscustomobject] @{ service = $service; steps = $steps; failure = $failure; unplayed = $Unplayed }
$report | ConvertTo-Json -Depth 5 | Set-Content -Path $Out -Encoding utf8
if ($failure) { Write-Error $failure -ErrorAction Continue; exit 1 }
if ($Unplayed) { Write-Warning "line ${number}: $Unplayed; the play ends there" }

if ($Compare) {
    $simulated = Get-Content -Raw -Path $Compare | ConvertFrom-Json
    $differences = 0
    foreach ($here in $steps) {
        $there = $simulated.steps | Where-Object { $_.line -eq $here.line } | Select-Object -First 1
        if (-not $there -or $here.refused) { continue }
        foreach ($what in 'status', 'length', 'bytes') {
            # A step of which only one of the two tells a length or bytes does not differ in them.
            if ($null -eq $here.$what -or $null -eq $there.$what -or $here.$what -eq $there.$what) { continue }
            $differences++
            Write-Output "line $($here.line), $($here.step): $what is $($here.$what) here, $($there.$what) in the simulator"
        }
    }
    Write-Output "$differences differences in $($steps.Count) steps"
    if ($differences) { exit 1 }
}
