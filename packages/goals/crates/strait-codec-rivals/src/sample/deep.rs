//! Twenty levels of different messages, from the galaxy down to a register of a processor core.

use crate::with_prost::schema as proto;

pub(super) fn sample() -> proto::Galaxy {
    proto::Galaxy {
        diameter_light_years: 105_700.0,
        mass_solar_masses: 1.5e12,
        redshift: 0.0,
        spiral_arm: Some(proto::SpiralArm {
            pitch_angle_degrees: 12.5,
            width_light_years: 3_500.0,
            star_system: Some(proto::StarSystem {
                primary: Some(proto::star_system::Primary::SpectralClass("G2V".to_owned())),
                planet: Some(planet()),
            }),
        }),
    }
}

fn planet() -> proto::Planet {
    proto::Planet {
        ring_radius_kilometres: None,
        moon_count: Some(1),
        atmosphere: Some("nitrogen, oxygen, argon".to_owned()),
        continent: Some(proto::Continent {
            highest_point_metres: 4_808,
            lowest_point_metres: -28,
            country: Some(proto::Country {
                population: 83_500_000,
                gross_domestic_product_cents: 430_000_000_000_000,
                province: Some(proto::Province {
                    net_migration: -12_400,
                    budget_balance_cents: -98_300_000_000,
                    city: Some(city()),
                }),
            }),
        }),
    }
}

fn city() -> proto::City {
    let households = [("Lindenstraße", 212), ("Am Markt", 38), ("Hafenweg", 91)];
    let schools = [(1, "Grundschule am Park"), (7, "Gymnasium Süd")];
    proto::City {
        name: "Cologne".to_owned(),
        native_name: "Köln".to_owned(),
        motto: "Et hätt noch immer jot jejange".to_owned(),
        district: Some(proto::District {
            households_by_street: households.map(|(street, count)| (street.to_owned(), count)).into(),
            school_names_by_number: schools.map(|(number, name)| (number, name.to_owned())).into(),
            campus: Some(proto::Campus {
                r#use: proto::CampusUse::DataCentre.into(),
                security_level: proto::SecurityLevel::Escort.into(),
                building: Some(building()),
            }),
        }),
    }
}

fn building() -> proto::Building {
    proto::Building {
        occupied: true,
        sprinklers_installed: true,
        backup_power_installed: true,
        floor: Some(proto::Floor {
            storey: -2,
            ceiling_height_millimetres: 3_200,
            server_room: Some(proto::ServerRoom {
                probe_temperatures_celsius: vec![21.5, 22.0, 22.25, 24.0, 19.75, 23.5],
                door_labels: ["B2-017", "B2-018", "B2-emergency"].map(str::to_owned).into(),
                aisle: Some(proto::Aisle {
                    width_millimetres: 1_200,
                    tile_count: 48,
                    rack: Some(proto::Rack {
                        asset_tag: 0x00C0_FFEE,
                        power_controller_address: 0x0A00_2A11,
                        server: Some(server()),
                    }),
                }),
            }),
        }),
    }
}

fn server() -> proto::Server {
    proto::Server {
        memory_bytes: 1 << 40,
        disk_bytes: 61_440_000_000_000,
        uptime_nanoseconds: 31_557_600_000_000_000,
        mainboard: Some(proto::Mainboard {
            mac_address: vec![0x52, 0x54, 0x00, 0x9A, 0x3F, 0x01],
            firmware_digest: (0..32).map(|byte| byte * 7).collect(),
            processor: Some(proto::Processor {
                serial_number: 0x1234_5678_9ABC_DEF0,
                feature_mask: u64::MAX >> 3,
                core: Some(proto::Core {
                    counter_offset: -40_960,
                    energy_offset_nanojoules: 912_004,
                    register: Some(proto::Register { value: -1, reset_value: 0x1000 }),
                }),
            }),
        }),
    }
}
